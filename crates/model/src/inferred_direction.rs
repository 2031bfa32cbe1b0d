//! Infers the direction of an article without a declared language, by counting its letters.

use crate::{plain_text, stats, Article, Block, Dir, Kind};

/// Sets the direction of an article whose fields and language give none, and of each block that differs
/// from its surroundings. Changes nothing if all letters have one direction: [`Dir::Auto`] gives the right
/// result then.
pub fn infer_directions(article: &mut Article) {
    let mut letters = LetterCounts::default();
    letters.add(&article.headline_text());
    letters.add(&plain_text(&article.dek));
    for block in article.body.iter().filter(|block| has_prose(block)) {
        letters.add(&stats::text(block));
    }
    let Some(dir) = letters.majority_if_mixed() else { return };
    article.dir = Some(dir);
    infer_in_blocks(&mut article.body, dir);
}

/// Sets the direction of each block whose letters mostly run against `outer`.
fn infer_in_blocks(blocks: &mut [Block], outer: Dir) {
    for block in blocks {
        if block.dir.is_none() && block.lang.is_none() && has_prose(block) {
            let mut letters = LetterCounts::default();
            letters.add(&stats::text(block));
            block.dir = letters.majority().filter(|dir| *dir != outer);
        }
        let outer = block.dir.unwrap_or(outer);
        match &mut block.kind {
            Kind::Quote { body, .. } | Kind::Aside { body, .. } | Kind::Group(body) => {
                infer_in_blocks(body, outer);
            }
            Kind::Update(update) => infer_in_blocks(&mut update.body, outer),
            _ => {}
        }
    }
}

/// Returns whether a block's letters count: those of code and embeds do not.
fn has_prose(block: &Block) -> bool {
    !matches!(block.kind, Kind::Code { verse: false, .. } | Kind::Embed(_))
}

/// Number of letters of each direction.
#[derive(Default)]
struct LetterCounts {
    ltr: usize,
    rtl: usize,
}

impl LetterCounts {
    fn add(&mut self, text: &str) {
        for c in text.chars().filter(|c| is_letter(*c)) {
            match is_rtl(c) {
                true => self.rtl += 1,
                false => self.ltr += 1,
            }
        }
    }

    /// Returns the direction of most letters, left to right on a tie; `None` without letters.
    fn majority(&self) -> Option<Dir> {
        match (self.rtl, self.ltr) {
            (0, 0) => None,
            (rtl, ltr) if rtl > ltr => Some(Dir::Rtl),
            _ => Some(Dir::Ltr),
        }
    }

    /// Returns the direction of most letters if any of them is right to left.
    fn majority_if_mixed(&self) -> Option<Dir> {
        self.majority().filter(|_| self.rtl > 0)
    }
}

/// Returns whether a character is a letter, by ranges without most punctuation, digits and symbols. The exact
/// tables of Unicode would add 2 KB of WebAssembly, and only the majority matters.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || c >= '\u{c0}'
            && !matches!(c, '×' | '÷' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5af}' | '\u{5be}'
                | '\u{5f3}'..='\u{60f}' | '\u{61b}'..='\u{61f}' | '\u{660}'..='\u{66d}' | '\u{6d4}'
                | '\u{6f0}'..='\u{6f9}' | '\u{700}'..='\u{70f}' | '\u{2000}'..='\u{2bff}'
                | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3020}' | '\u{fe00}'..='\u{fe6f}'
                | '\u{feff}' | '\u{ff00}'..='\u{ff20}' | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..)
}

/// Returns whether a letter is in one of Unicode's right-to-left blocks.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Align, Span};

    fn paragraph(text: &str) -> Block {
        let text = vec![Span::plain(text)];
        Kind::Paragraph { text, dropcap: false, align: Align::Start }.into()
    }

    fn inferred(headline: &str, body: &[&str]) -> Article {
        let mut article = Article {
            headline: vec![Span::plain(headline)],
            body: body.iter().map(|text| paragraph(text)).collect(),
            ..Article::default()
        };
        infer_directions(&mut article);
        article
    }

    #[test]
    fn most_letters_decide_and_not_the_first() {
        for (headline, body, expected) in [
            ("Apple تعلن عن هاتف جديد", "Apple أعلنت اليوم عن هاتف جديد في الأسواق", Dir::Rtl),
            ("iPhone יוצא לשוק היום", "המחיר מתאים לכולם", Dir::Rtl),
            ("سلام means peace", "The word is told in many languages of the world.", Dir::Ltr),
            ("עברית", "This text is mostly English and says so at length.", Dir::Ltr),
        ] {
            let article = inferred(headline, &[body]);
            assert_eq!(article.dir, Some(expected), "{headline}");
            assert_eq!(article.body[0].dir, None, "{headline}");
        }
    }

    #[test]
    fn a_block_of_the_other_direction_gets_its_own() {
        let article = inferred(
            "قال المدير إن السعر مناسب للجميع",
            &["السعر مناسب للجميع اليوم", "He said so in English.", "123"],
        );
        let dirs: Vec<Option<Dir>> = article.body.iter().map(|block| block.dir).collect();
        assert_eq!(article.dir, Some(Dir::Rtl));
        assert_eq!(dirs, [None, Some(Dir::Ltr), None]);
    }

    #[test]
    fn letters_of_one_direction_change_nothing() {
        assert_eq!(inferred("Peace", &["Only Latin."]).dir, None);
        assert_eq!(inferred("123", &["4, 5, 6."]).dir, None);
        // Punctuation and digits of right-to-left scripts, symbols, an emoji.
        assert_eq!(inferred("«٣٤٥» ۱۲۳، ؟", &["— … ٪ × 😀"]).dir, None);
    }
}
