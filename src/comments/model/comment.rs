//! One comment, independent of its source.

use baca_model::CommentState;
use baca_wire::comment_markup;
use baca_wire::comment_markup::Fragment;
use serde_json::Value;

/// One comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comment {
    /// Id at the source.
    pub id: String,
    /// Id of the comment that it answers.
    pub parent: Option<String>,
    /// Author; `None` for an anonymous one.
    pub author: Option<Author>,
    /// Publication time: RFC 3339, or a date.
    pub published: Option<String>,
    /// Text.
    pub text: CommentText,
    /// Number of likes.
    pub likes: Option<u32>,
    /// A badge, such as "Editors' pick".
    pub badge: Option<String>,
    /// URL of the comment on its own page, where it can be answered.
    pub url: Option<String>,
    /// Whether it is shown, held for moderation or removed.
    pub state: CommentState,
    /// Why the text or the attachments are not shown at once.
    pub cover: Option<Cover>,
    /// Pictures, files and links beside the text.
    pub attachments: Vec<Attachment>,
    /// Options of a poll, each with its number of votes.
    pub poll: Vec<(String, Option<u32>)>,
    /// Custom emojis of the text.
    pub emojis: Vec<Emoji>,
}

impl Comment {
    /// Returns whether readers can see the comment, if only after they open its cover.
    pub fn is_counted(&self) -> bool {
        self.state == CommentState::Shown && self.cover != Some(Cover::Withheld)
    }
}

/// Why the content of a comment is not shown at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// The author's warning. The reader can open the comment.
    Warning(String),
    /// Author or moderators call the comment sensitive. The reader can open it.
    Sensitive,
    /// The author calls the attachments sensitive. The text is shown; the reader can open the attachments.
    SensitiveMedia,
    /// The comment may be read only where it was published.
    Withheld,
}

/// A picture, file or link beside the text of a comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attachment {
    /// URL of the file or page.
    pub url: String,
    /// URL of a picture of it.
    pub preview: Option<String>,
    /// Description: the alternative text of a picture, the title of a page. May be empty.
    pub text: String,
}

/// A custom emoji: in the text it is its code between colons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Emoji {
    /// The code with its colons.
    pub code: String,
    /// URL of the picture.
    pub url: String,
}

/// Replaces the codes of `emojis` in texts by elements `emoji`, which have the URL of the picture and the code as
/// text.
pub fn insert_emojis(fragments: &[Fragment], emojis: &[Emoji]) -> Vec<Fragment> {
    let mut out = Vec::new();
    for fragment in fragments {
        match fragment {
            Fragment::Text(text) => split_at_emojis(text, emojis, &mut out),
            Fragment::Element(name, url, children) => {
                out.push(Fragment::Element(name, url.clone(), insert_emojis(children, emojis)));
            }
        }
    }
    out
}

fn split_at_emojis(text: &str, emojis: &[Emoji], out: &mut Vec<Fragment>) {
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|part| part.find(':')).map(|at| from + at) {
        let (before, after) = rest.split_at(at);
        match emojis.iter().find(|emoji| after.starts_with(&emoji.code)) {
            Some(Emoji { code, url }) => {
                if !before.is_empty() {
                    out.push(Fragment::Text(before.into()));
                }
                let code_text = vec![Fragment::Text(code.clone())];
                out.push(Fragment::Element(EMOJI, Some(url.clone()), code_text));
                rest = after.get(code.len()..).unwrap_or_default();
                from = 0;
            }
            None => from = at + 1,
        }
    }
    if !rest.is_empty() {
        out.push(Fragment::Text(rest.into()));
    }
}

/// Name of the elements of custom emojis. Not an HTML element.
pub const EMOJI: &str = "emoji";

/// Author of a comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Author {
    /// Display name.
    pub name: String,
    /// URL of their profile or web site.
    pub url: Option<String>,
    /// URL of their avatar.
    pub avatar: Option<String>,
    /// The name with the codes of custom emojis, if it has any.
    pub styled_name: Option<(String, Vec<Emoji>)>,
}

/// Text of a comment.
#[derive(Debug, Clone, PartialEq)]
pub enum CommentText {
    /// Converted fragments, ready to render.
    Fragments(Vec<Fragment>),
    /// Not converted yet: HTML if it is a string, otherwise Baca's own format.
    Unconverted(Value),
}

impl Default for CommentText {
    fn default() -> Self {
        Self::Fragments(Vec::new())
    }
}

impl CommentText {
    /// Returns plain text as fragments.
    pub fn plain(text: &str) -> Self {
        Self::Fragments(comment_markup::plain(text))
    }

    /// Returns the text of HTML. A line without any markup needs no conversion.
    pub fn html(html: &str) -> Self {
        match html.contains(['<', '&', '[', '\n']) {
            true => Self::Unconverted(html.into()),
            false => Self::plain(html),
        }
    }
}

/// Returns the initials of the first and the last word of a name, shown instead of an avatar.
pub fn initials(name: &str) -> String {
    let letter = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut words = name.split_whitespace().filter_map(letter);
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_emojis_become_elements_and_other_colons_stay() {
        let emojis = [("ombak", "https://m.example/o.png"), ("a", "https://m.example/a.png")]
            .map(|(code, url)| Emoji { code: format!(":{code}:"), url: url.into() });
        let code = |code: &str, url: &str| {
            Fragment::Element(EMOJI, Some(url.into()), vec![Fragment::Text(code.into())])
        };
        let text = |text: &str| Fragment::Text(text.into());
        let paragraph = comment_markup::element("p", vec![text("pukul 09:10::a: dan :ombak::b:")]);
        let expected = vec![
            text("pukul 09:10:"),
            code(":a:", "https://m.example/a.png"),
            text(" dan "),
            code(":ombak:", "https://m.example/o.png"),
            text(":b:"),
        ];
        assert_eq!(insert_emojis(&[paragraph], &emojis), [comment_markup::element("p", expected)]);
        assert_eq!(insert_emojis(&[text(":"), text("é:")], &emojis), [text(":"), text("é:")]);
    }

    #[test]
    fn only_html_with_markup_is_converted() {
        assert_eq!(CommentText::html("Ya, 5 > 3."), CommentText::plain("Ya, 5 > 3."));
        assert_eq!(CommentText::html(""), CommentText::default());
        for markup in ["<p>Ya", "Ani &amp; Budi", "Ya\ntidak", "[caption]Ya[/caption]"] {
            assert_eq!(CommentText::html(markup), CommentText::Unconverted(markup.into()));
        }
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        let of = [
            ("Sari", "S"),
            ("budi  santoso wijaya", "BW"),
            ("@ani_k", "A"),
            ("…", ""),
            ("李", "李"),
        ];
        for (name, letters) in of {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
