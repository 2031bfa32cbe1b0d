//! Yew apps that are reused, each with an id. Yew never releases the root element of an app nor the
//! listeners on it, so an app that is no longer needed stays in the pool with its root element, and the
//! next app to be mounted takes it.

use crate::web::dom;
use std::cell::{Cell, RefCell};
use web_sys::Element;
use yew::{html, AppHandle, BaseComponent, Component, Context, Html, Properties};

/// Root component of a pooled app: renders the assigned component, or nothing while idle.
pub struct Recycled<C>(std::marker::PhantomData<C>);

/// Props of a pooled app: its id and its component's props; `None` while idle.
#[derive(Properties, PartialEq, Clone)]
pub struct Assignment<P: Clone + PartialEq> {
    id: u32,
    props: Option<P>,
}

impl<C> Component for Recycled<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    type Message = ();
    type Properties = Assignment<C::Properties>;

    fn create(_: &Context<Self>) -> Self {
        Self(std::marker::PhantomData)
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Assignment { id, props } = ctx.props();
        match props {
            Some(props) => html! { <C key={*id} ..props.clone() /> },
            None => Html::default(),
        }
    }
}

/// An app of the pool with its root element.
struct PooledApp<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    app: AppHandle<Recycled<C>>,
    root: Element,
    assignment: Assignment<C::Properties>,
}

/// A pool of apps of one component, in use and idle.
pub struct AppPool<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    last_id: Cell<u32>,
    apps: RefCell<Vec<PooledApp<C>>>,
}

impl<C> AppPool<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    /// Creates an empty pool.
    pub const fn new() -> Self {
        Self { last_id: Cell::new(0), apps: RefCell::new(Vec::new()) }
    }

    /// Mounts an app in `container`, in an idle app if there is one, and returns its id. `props` gets the id.
    pub fn start(&self, container: &Element, props: impl FnOnce(u32) -> C::Properties) -> u32 {
        let id = self.last_id.get().wrapping_add(1);
        self.last_id.set(id);
        let assignment = Assignment { id, props: Some(props(id)) };
        let mut apps = self.apps.borrow_mut();
        match apps.iter_mut().find(|app| app.assignment.props.is_none()) {
            Some(app) => {
                let _ = container.append_child(&app.root);
                app.assign(assignment);
            }
            None => {
                let root = create_root(container);
                let app = yew::Renderer::<Recycled<C>>::with_root_and_props(
                    root.clone(),
                    assignment.clone(),
                );
                apps.push(PooledApp { app: app.render(), root, assignment });
            }
        }
        id
    }

    /// Changes the props of an app and renders it again.
    pub fn update(&self, id: u32, change: impl FnOnce(&mut C::Properties)) {
        let mut apps = self.apps.borrow_mut();
        if let Some(app) = apps.iter_mut().find(|app| app.assignment.id == id) {
            let mut assignment = app.assignment.clone();
            if let Some(props) = &mut assignment.props {
                change(props);
                app.assign(assignment);
            }
        }
    }

    /// Unmounts an app, which ends its listeners, timers and requests; it becomes idle.
    pub fn end(&self, id: u32) {
        let mut apps = self.apps.borrow_mut();
        if let Some(app) = apps.iter_mut().find(|app| app.assignment.id == id) {
            app.assign(Assignment { id: 0, props: None });
            app.root.remove();
        }
    }
}

impl<C> PooledApp<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    fn assign(&mut self, assignment: Assignment<C::Properties>) {
        self.assignment = assignment.clone();
        self.app.update(assignment);
    }
}

/// Creates a root element in `container` that has no box of its own.
fn create_root(container: &Element) -> Element {
    let root = dom::new_element("div", &[]).unwrap_or_else(|| container.clone());
    if let Some(root) = wasm_bindgen::JsCast::dyn_ref(&root) {
        dom::set_property(root, "display", "contents");
    }
    let _ = container.append_child(&root);
    root
}
