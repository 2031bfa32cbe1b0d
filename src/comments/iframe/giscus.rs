//! giscus: GitHub discussions (<https://github.com/giscus/giscus/blob/main/ADVANCED-USAGE.md>).

use super::{terms, FrameHandle, ProviderFrame};
use crate::comments::fields::{with_query, Fields};
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::appearance::Appearance;
use crate::panels::article_info::ArticleInfo;
use baca_sys::js;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Storage key of the session, as in giscus' own script.
const SESSION_KEY: &str = "giscus-session";

/// Selector by which giscus' own script finds the Open Graph title.
const OG_TITLE: &str = "meta[property='og:title'],meta[name='title']";

/// Languages of giscus. The URL of any other language does not exist.
const LANGUAGES: [&str; 36] = [
    "ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr", "gr", "gsw",
    "hbs", "he", "hu", "id", "it", "ja", "kh", "ko", "nl", "pl", "pt", "ro", "ru", "th", "tr",
    "uk", "uz", "vi", "zh-CN", "zh-TW", "zh-HK",
];

/// The configuration of giscus.
#[derive(Clone)]
pub struct Giscus {
    host: String,
    repo: String,
    repo_id: String,
    category: String,
    category_id: String,
    mapping: Mapping,
    term: Option<String>,
    strict: bool,
    reactions: bool,
    input: &'static str,
    light: String,
    dark: String,
}

/// How an article is mapped to a discussion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Mapping {
    /// By the path of its URL.
    #[default]
    Path,
    /// By its URL.
    Url,
    /// By the title of its page.
    Title,
    /// By the Open Graph title of its page.
    OgTitle,
    /// By a configured term.
    Specific,
    /// By the number of the discussion.
    Number,
}

impl Mapping {
    /// Names in the configuration.
    const NAMES: [(&'static str, Self); 6] = [
        ("pathname", Self::Path),
        ("url", Self::Url),
        ("title", Self::Title),
        ("og:title", Self::OgTitle),
        ("specific", Self::Specific),
        ("number", Self::Number),
    ];
}

impl FromConfig for Giscus {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "giscus",
        label: "giscus",
        // The parameter is present after signing in.
        permalink: PermalinkScheme::Query("giscus"),
        ..Descriptor::IFRAME
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            repo: fields.required("repo")?,
            repo_id: fields.required("repoId")?,
            category: fields.required("category")?,
            category_id: fields.required("categoryId")?,
            host: fields.server_or("host", "https://giscus.app/"),
            mapping: fields.choice("mapping", &Mapping::NAMES).unwrap_or_default(),
            term: fields.text("thread"),
            strict: fields.flag("strict", false),
            reactions: fields.flag("reactions", true),
            input: fields.one_of("inputPosition", &["bottom", "top"]),
            light: fields.text_or("themeLight", "light"),
            dark: fields.text_or("themeDark", "dark"),
        })
    }
}

impl Giscus {
    /// Returns the parameter that identifies the discussion, `term` or `number`, and its value.
    fn term(&self, article: &ArticleInfo) -> (&'static str, String) {
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let named = article.thread(Self::DESCRIPTOR.kind, &self.term);
        let titles = || terms::titles(article, OG_TITLE);
        match (self.mapping, named) {
            (Mapping::Number, Some(number)) if is_number(number) => ("number", number.into()),
            (_, Some(term)) => ("term", term.into()),
            (Mapping::Url, None) => ("term", terms::of_url(&article.url).into()),
            (Mapping::Title, None) => ("term", titles().title),
            (Mapping::OgTitle, None) => ("term", titles().og_title),
            (Mapping::Path | Mapping::Specific | Mapping::Number, None) => {
                ("term", terms::of_path(article.path()).into())
            }
        }
    }

    fn theme(&self, appearance: &Appearance) -> String {
        if appearance.theme == "contrast" && self.dark == "dark" {
            return "dark_high_contrast".into();
        }
        appearance.pick(&self.light, &self.dark).into()
    }

    fn frame_url(
        &self,
        article: &ArticleInfo,
        appearance: &Appearance,
        session_token: &str,
    ) -> String {
        let (kind, term) = self.term(article);
        let switch = |on| if on { "1" } else { "0" };
        with_query(
            &[&self.host, closest_language(&appearance.lang), "/widget"].concat(),
            &[
                ("origin", super::return_url(article).as_str()),
                ("session", session_token),
                ("theme", &self.theme(appearance)),
                ("reactionsEnabled", switch(self.reactions)),
                ("emitMetadata", "1"),
                ("inputPosition", self.input),
                ("repo", &self.repo),
                ("repoId", &self.repo_id),
                ("category", &self.category),
                ("categoryId", &self.category_id),
                ("strict", switch(self.strict)),
                ("description", &article.title),
                ("backLink", &article.url),
                (kind, &term),
            ],
        )
    }

    /// Returns the message that changes the discussion.
    fn topic_message(&self, article: &ArticleInfo) -> JsValue {
        let (kind, term) = self.term(article);
        config_message(&[
            (kind, term.into()),
            ("description", article.title.as_str().into()),
            ("backLink", article.url.as_str().into()),
        ])
    }

    /// Returns the message that changes theme and language.
    fn appearance_message(&self, appearance: &Appearance) -> JsValue {
        config_message(&[
            ("theme", self.theme(appearance).into()),
            ("lang", closest_language(&appearance.lang).into()),
        ])
    }
}

/// Returns the message that changes members of the configuration.
fn config_message(members: &[(&str, JsValue)]) -> JsValue {
    let message = js::object(&[("setConfig", js::object(members).into())]);
    js::object(&[("giscus", message.into())]).into()
}

fn closest_language(lang: &str) -> &'static str {
    super::closest_language(&LANGUAGES, lang)
}

impl Provider for Giscus {
    fn server_url(&self) -> &str {
        &self.host
    }

    fn link(&self, _article: &ArticleInfo) -> Option<String> {
        Some(["https://github.com/", &self.repo, "/discussions"].concat())
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let now = Rc::new(RefCell::new((context.article.clone(), context.appearance.clone())));
        let url = self.frame_url(
            &context.article,
            &context.appearance,
            &super::session_token("giscus", SESSION_KEY),
        );
        let (giscus, current, report) = (self.clone(), now.clone(), context.report.clone());
        let handle = ProviderFrame::open(
            &context,
            &url,
            Self::DESCRIPTOR.label,
            Box::new(move |frame, data| {
                let (article, appearance) = &*current.borrow();
                giscus.on_message(frame, &js::get(data, "giscus"), article, appearance, &report);
            }),
        )?;
        Some(Box::new(GiscusSession { handle, giscus: self.clone(), now }))
    }
}

impl Giscus {
    fn on_message(
        &self,
        frame: &Rc<ProviderFrame>,
        data: &JsValue,
        article: &ArticleInfo,
        appearance: &Appearance,
        report: &yew::Callback<ProviderEvent>,
    ) {
        let height = js::get(data, "resizeHeight");
        if height.as_f64().is_some() {
            frame.set_height(&height);
            if frame.mark_loaded() {
                report.emit(ProviderEvent::State(State::Ready));
                // Messages sent before the iframe had loaded were lost.
                frame.post_message(&self.appearance_message(appearance));
            }
        }
        if js::get(data, "signOut").is_truthy() {
            super::remove_session_token(SESSION_KEY);
        }
        if let Some(error) = js::get_text(data, "error") {
            let stale = ["Bad credentials", "Invalid state value", "State has expired"];
            if stale.iter().any(|sign| error.contains(sign)) {
                super::remove_session_token(SESSION_KEY);
                frame.load(&self.frame_url(article, appearance, ""));
            } else if !error.contains("Discussion not found") {
                // A discussion is created with its first comment, so its absence is no error.
                report.emit(ProviderEvent::State(State::Failed));
            }
        }
        let discussion = js::get(data, "discussion");
        let number = |key| js::get(&discussion, key).as_f64();
        if let Some(comments) = number("totalCommentCount") {
            let all = comments + number("totalReplyCount").unwrap_or_default();
            report.emit(ProviderEvent::Count(all as u32));
        }
    }
}

/// An open giscus.
struct GiscusSession {
    handle: FrameHandle,
    giscus: Giscus,
    now: Rc<RefCell<(ArticleInfo, Appearance)>>,
}

impl Session for GiscusSession {
    fn restyle(&mut self, appearance: &Appearance) {
        self.now.borrow_mut().1 = appearance.clone();
        self.handle.frame.post_message(&self.giscus.appearance_message(appearance));
    }

    fn navigate(&mut self, article: &ArticleInfo) -> bool {
        self.now.borrow_mut().0 = article.clone();
        self.handle.frame.post_message(&self.giscus.topic_message(article));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_term_is_named_or_made_of_the_article() {
        let article = |threads: &[&str]| {
            let threads = threads.iter().map(|thread| ("giscus".into(), (*thread).into()));
            let threads = threads.collect();
            let comments =
                crate::panels::embedded::EmbeddedDiscussion { threads, ..Default::default() };
            ArticleInfo {
                url: "https://warta.example/rilis-1.2-beta?p=1#akhir".into(),
                comments: Some(std::rc::Rc::new(comments)),
                ..ArticleInfo::default()
            }
        };
        let term = |mapping, threads: &[&str]| {
            let text = format!(
                r#"{{"repo":"a/b","repoId":"1","category":"c","categoryId":"2","mapping":"{mapping}"}}"#
            );
            let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let mut r = baca_wire::decoder::Decoder::new("");
            let fields = &mut Fields::of(value.as_object().expect("an object"), &mut r);
            let (kind, term) = Giscus::from_config(fields).expect("giscus").term(&article(threads));
            format!("{kind} {term}")
        };
        for mapping in ["pathname", "specific", "number"] {
            assert_eq!(term(mapping, &[]), "term rilis-1.2-beta", "{mapping}");
        }
        assert_eq!(term("url", &[]), "term https://warta.example/rilis-1.2-beta?p=1");
        for mapping in ["pathname", "url", "title", "og:title", "specific", "number"] {
            assert_eq!(term(mapping, &["Kata sendiri"]), "term Kata sendiri", "{mapping}");
        }
        assert_eq!(term("number", &["12"]), "number 12");
        assert_eq!(term("specific", &["12"]), "term 12");
    }

    #[test]
    fn a_language_it_does_not_have_is_english() {
        for (lang, known) in [
            ("id-ID", "id"),
            ("zh-tw", "zh-TW"),
            ("zh-Hans", "zh-CN"),
            ("zh-Hant", "zh-TW"),
            ("pt-BR", "pt"),
            ("el", "gr"),
            ("ms", "en"),
            ("", "en"),
        ] {
            assert_eq!(closest_language(lang), known, "{lang}");
        }
    }
}
