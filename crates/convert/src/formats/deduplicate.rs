//! Removes headline and lead image from an article's body where they are repeated there.

use super::common::{collect_image_stems, comparable_text, image_stem, same_image_stem};
use baca_model::{plain_text, Align, Article, Block, Kind};
use baca_sys::text::lowercase;

/// Removes a heading at the start of the body that repeats the headline.
pub fn remove_repeated_headline(article: &mut Article) {
    let headline = lowercase(&comparable_text(&article.headline_text()));
    let is_figure = |kind: &Kind| {
        matches!(kind, Kind::Image(_) | Kind::Gallery { .. } | Kind::Video(_) | Kind::Divider)
    };
    let first = article.body.iter().position(|block| !is_figure(&block.kind));
    let Some((at, block)) = first.and_then(|at| Some((at, article.body.get(at)?))) else { return };
    let Kind::Heading { text, .. } = &block.kind else { return };
    if headline.is_empty() || lowercase(&comparable_text(&plain_text(text))) != headline {
        return;
    }
    let id = article.body.remove(at).id;
    // Links to the heading point at the block after it.
    if let Some(next) = article.body.get_mut(at) {
        next.id = next.id.take().or(id);
    }
}

/// Removes a repetition of the lead image: from the start of the body, or else the lead itself, where
/// the body has it further down in another size or through a proxy.
pub fn remove_repeated_lead(article: &mut Article) {
    let Some(Kind::Image(lead)) = article.lead.as_mut().map(|lead| &mut lead.kind) else { return };
    let lead_stem = image_stem(&lead.src);
    if let Some(Kind::Image(first)) = article.body.first_mut().map(|block| &mut block.kind) {
        if same_image_stem(&image_stem(&first.src), &lead_stem) {
            if lead.caption.is_empty() {
                lead.caption = std::mem::take(&mut first.caption);
            }
            if lead.credit.is_empty() {
                lead.credit = std::mem::take(&mut first.credit);
            }
            lead.alt = lead.alt.take().filter(|alt| !alt.is_empty()).or(first.alt.take());
            lead.href = lead.href.take().or(first.href.take());
            if lead.width.is_none() {
                (lead.width, lead.height) = (first.width, first.height);
            }
            // A different caption stays as a paragraph.
            if first.caption.is_empty() || plain_text(&first.caption) == plain_text(&lead.caption) {
                article.body.remove(0);
            } else {
                let text = std::mem::take(&mut first.caption);
                let paragraph = Kind::Paragraph { text, dropcap: false, align: Align::Start };
                if let Some(block) = article.body.first_mut() {
                    block.kind = paragraph;
                }
            }
            return;
        }
    }
    let (mut shown, mut addresses) = (Vec::new(), Vec::new());
    collect_image_stems(&article.body, &mut shown);
    image_addresses(&article.body, &mut addresses);
    // An image of the body with the address of the lead was placed there on purpose.
    let again = shown.iter().any(|other| same_image_stem(other, &lead_stem));
    let bare = lead.caption.is_empty() && lead.credit.is_empty();
    if again && bare && !addresses.contains(&lead.src) {
        article.lead = None;
    }
}

fn image_addresses(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            Kind::Image(image) => out.push(image.src.clone()),
            Kind::Gallery { items, .. } => out.extend(items.iter().map(|i| i.src.clone())),
            Kind::Group(inner) | Kind::Aside { body: inner, .. } => {
                image_addresses(inner, out);
            }
            _ => {}
        }
    }
}
