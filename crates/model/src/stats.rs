//! Text statistics: reading time, number of characters, and the text of a block.

use crate::{Article, Block, Inline, Kind};

/// Characters read per minute, by primary language subtag (`speeds.json`). They are measured for the
/// languages of the IReST study (Trauzettel-Klosinski & Dietz, 2012). Indonesian and Malay are
/// computed from their average word length and the words per minute of Spanish.
const CHARS_PER_MINUTE: &[(&str, u32)] = include!(concat!(env!("OUT_DIR"), "/speeds.rs"));

/// Characters read per minute where the language is not in the table: the speed of English.
const DEFAULT_SPEED: u32 = 987;

/// Returns the reading time in minutes, at least 1: the source's own figure, else an estimate from the
/// number of characters. Chinese and Japanese characters have a speed of their own, whatever language
/// the article declares.
pub fn minutes(article: &Article) -> u32 {
    if let Some(minutes) = article.minutes {
        return minutes;
    }
    let lang = article.lang.as_deref().unwrap_or("en").to_ascii_lowercase();
    let primary = lang.split(['-', '_']).next().unwrap_or("en");
    let speed_of = |lang: &str| {
        let known = CHARS_PER_MINUTE.iter().find(|(l, _)| *l == lang);
        known.map_or(DEFAULT_SPEED, |(_, speed)| *speed)
    };
    let mut counts = CharCounts::default();
    article.body.iter().for_each(|block| counts.add(&text(block)));
    let cjk_speed = match primary {
        "ja" | "zh" => speed_of(primary),
        // More than a tenth of kana: Japanese.
        _ if counts.kana * 10 > counts.cjk => speed_of("ja"),
        _ => speed_of("zh"),
    };
    let speed = if matches!(primary, "ja" | "zh") { DEFAULT_SPEED } else { speed_of(primary) };
    // Hundredths of a minute, so that two halves add up to one minute.
    let hundredths = (u64::from(counts.letters) * 100).div_ceil(speed.into())
        + (u64::from(counts.cjk) * 100).div_ceil(cjk_speed.into());
    (hundredths.div_ceil(100) as u32).max(1)
}

/// Number of characters, by how fast they are read.
#[derive(Default)]
struct CharCounts {
    /// Characters of alphabetic scripts.
    letters: u32,
    /// Chinese and Japanese characters, with their punctuation.
    cjk: u32,
    /// Kana, which are also counted in `cjk`.
    kana: u32,
}

impl CharCounts {
    fn add(&mut self, text: &str) {
        for char in text.trim_end().chars() {
            match char {
                '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => {
                    self.kana += 1;
                    self.cjk += 1;
                }
                '\u{2e80}'..='\u{303f}'
                | '\u{3100}'..='\u{312f}'
                | '\u{31a0}'..='\u{31ef}'
                | '\u{3200}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{ff00}'..='\u{ffef}'
                | '\u{20000}'..='\u{3ffff}' => self.cjk += 1,
                // A Hangul syllable has two or three letters.
                '\u{ac00}'..='\u{d7a3}' => self.letters += 2,
                _ => self.letters += 1,
            }
        }
    }
}

/// Returns the number of characters of the text of a block.
pub fn chars(block: &Block) -> usize {
    text(block).trim_end().chars().count()
}

/// Returns the text of a block and of all blocks in it, with spaces between the pieces.
pub fn text(block: &Block) -> String {
    let mut out = String::new();
    collect_text(block, &mut out);
    out
}

fn collect_text(block: &Block, out: &mut String) {
    let mut add = |inline: &Inline| {
        for span in inline {
            out.push_str(&span.text);
        }
        if !inline.is_empty() {
            out.push(' ');
        }
    };
    match &block.kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            add(text);
        }
        Kind::List { items, .. } => {
            for item in items {
                for span in item.term.iter().chain(&item.text) {
                    out.push_str(&span.text);
                    out.push(' ');
                }
                collect_texts(&item.body, out);
            }
        }
        Kind::Quote { text, body, attribution, .. } => {
            add(text);
            collect_texts(body, out);
            for span in attribution {
                out.push_str(&span.text);
            }
        }
        Kind::Table { rows, caption, .. } => {
            add(caption);
            for cell in rows.iter().flatten() {
                for span in &cell.text {
                    out.push_str(&span.text);
                }
                out.push(' ');
                collect_texts(&cell.body, out);
            }
        }
        Kind::Image(image) => {
            add(&image.caption);
            add(&image.credit);
        }
        Kind::Gallery { items, caption, .. } => {
            add(caption);
            for image in items {
                add(&image.caption);
                add(&image.credit);
            }
        }
        Kind::Video(media) | Kind::Audio(media) => {
            add(&media.caption);
            add(&media.credit);
            collect_texts(&media.transcript, out);
        }
        Kind::Embed(embed) => {
            add(&embed.caption);
            collect_texts(&embed.fallback, out);
        }
        Kind::Aside { title, body, .. } => {
            add(title);
            collect_texts(body, out);
        }
        Kind::Links { title, items } => {
            add(title);
            for link in items {
                add(&link.text);
                add(&link.dek);
            }
        }
        Kind::Update(update) => {
            add(&update.title);
            collect_texts(&update.body, out);
        }
        Kind::Group(body) => collect_texts(body, out),
        Kind::Divider => {}
    }
}

fn collect_texts(blocks: &[Block], out: &mut String) {
    for block in blocks {
        collect_text(block, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Align, Span};

    #[test]
    fn reading_time_follows_the_language_and_is_never_zero() {
        let body = vec![Block::from(Kind::Paragraph {
            text: vec![Span::plain("字".repeat(510))],
            dropcap: false,
            align: Align::Start,
        })];
        let mut article = Article { body, lang: Some("zh-Hans".into()), ..Article::default() };
        assert_eq!(minutes(&article), 2);
        article.lang = Some("en".into());
        assert_eq!(minutes(&article), 2, "Chinese characters have their own speed in any language");
        article.body = vec![Block::from(Kind::Paragraph {
            text: vec![Span::plain("a".repeat(980))],
            dropcap: false,
            align: Align::Start,
        })];
        assert_eq!(minutes(&article), 1);
        article.lang = Some("de".into());
        assert_eq!(minutes(&article), 2);
        article.minutes = Some(7);
        assert_eq!(minutes(&article), 7);
        assert_eq!(minutes(&Article::default()), 1);
    }

    #[test]
    fn east_asian_characters_have_their_speed_whatever_language_is_declared() {
        let article = |text: &str, lang: Option<&str>| {
            let text = vec![Span::plain(text)];
            let body = vec![Kind::Paragraph { text, dropcap: false, align: Align::Start }.into()];
            Article { body, lang: lang.map(Into::into), ..Article::default() }
        };
        let (han, kana, latin) = ("字".repeat(2550), "かな".repeat(1785), "a b ".repeat(987));
        for (text, lang, expected) in [
            (&han, None, 10),
            (&han, Some("en"), 10),
            (&han, Some("id-ID"), 10),
            (&han, Some("zh-Hant"), 10),
            (&kana, None, 10),
            (&kana, Some("en"), 10),
            (&latin, Some("en"), 4),
            (&latin, Some("zh"), 4),
            (&[han.as_str(), &latin].concat(), Some("en"), 14),
            (&"한글 ".repeat(329), None, 2),
        ] {
            assert_eq!(minutes(&article(text, lang)), expected, "{lang:?}");
        }
    }
}
