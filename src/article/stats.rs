//! Counting text: reading time, and how tall a stretch of body will be before it is laid out.

use super::model::*;

/// Characters a reader takes in a minute, by primary language subtag: measured for the languages
/// of the IReST study (Trauzettel-Klosinski & Dietz, 2012); Indonesian and Malay by their average
/// word length at the same rate of words as Spanish (`speeds.json`).
const CHARS_PER_MINUTE: &[(&str, u32)] = include!(concat!(env!("OUT_DIR"), "/speeds.rs"));

/// Minutes the article takes to read, at least 1: the source's own figure, else by its characters.
pub fn minutes(article: &Article) -> u32 {
    if let Some(minutes) = article.minutes {
        return minutes;
    }
    let lang = article.lang.as_deref().unwrap_or("en").to_ascii_lowercase();
    let primary = lang.split(['-', '_']).next().unwrap_or("en");
    let rate = CHARS_PER_MINUTE.iter().find(|(l, _)| *l == primary).map_or(987, |(_, rate)| *rate);
    let chars: usize = article.body.iter().map(chars).sum();
    (chars as u32).div_ceil(rate).max(1)
}

/// Characters of text in a block.
pub fn chars(block: &Block) -> usize {
    text(block).trim_end().chars().count()
}

/// All text of a block and of what is in it, each piece followed by a space.
pub fn text(block: &Block) -> String {
    let mut out = String::new();
    gather(block, &mut out);
    out
}

fn gather(block: &Block, out: &mut String) {
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
                all(&item.body, out);
            }
        }
        Kind::Quote { text, body, attribution, .. } => {
            add(text);
            all(body, out);
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
                all(&cell.body, out);
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
            all(&media.transcript, out);
        }
        Kind::Embed(embed) => {
            add(&embed.caption);
            all(&embed.fallback, out);
        }
        Kind::Aside { title, body, .. } => {
            add(title);
            all(body, out);
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
            all(&update.body, out);
        }
        Kind::Group(body) => all(body, out),
        Kind::Divider => {}
    }
}

fn all(blocks: &[Block], out: &mut String) {
    for block in blocks {
        gather(block, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(minutes(&article), 1);
        article.minutes = Some(7);
        assert_eq!(minutes(&article), 7);
        assert_eq!(minutes(&Article::default()), 1);
    }
}
