//! Counting text: reading time, and how tall a stretch of body will be before it is laid out.

use super::model::*;

/// Characters a reader takes in a minute, by primary language subtag: measured for the languages
/// of the IReST study (Trauzettel-Klosinski & Dietz, 2012); Indonesian and Malay by their average
/// word length at the same rate of words as Spanish.
const CHARS_PER_MINUTE: [(&str, u32); 19] = [
    ("ar", 612),
    ("de", 920),
    ("en", 987),
    ("es", 1025),
    ("fi", 1078),
    ("fr", 998),
    ("he", 833),
    ("id", 1080),
    ("it", 950),
    ("ja", 357),
    ("ms", 1080),
    ("nl", 978),
    ("pl", 916),
    ("pt", 913),
    ("ru", 986),
    ("sl", 885),
    ("sv", 917),
    ("tr", 1054),
    ("zh", 255),
];

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
    let inline = |text: &Inline| text.iter().map(|span| span.text.chars().count()).sum::<usize>();
    let all = |blocks: &[Block]| blocks.iter().map(chars).sum::<usize>();
    match &block.kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            inline(text)
        }
        Kind::List { items, .. } => {
            items.iter().map(|i| inline(&i.text) + inline(&i.term) + all(&i.body)).sum()
        }
        Kind::Quote { text, body, .. } => inline(text) + all(body),
        Kind::Table { rows, .. } => {
            rows.iter().flatten().map(|cell| inline(&cell.text) + all(&cell.body)).sum()
        }
        Kind::Aside { body, .. } | Kind::Group(body) => all(body),
        Kind::Update(update) => inline(&update.title) + all(&update.body),
        _ => 0,
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
