//! Apps behind numbers. Yew never lets go of an element that it has listened on, nor of its listeners: so
//! an app outlives what it shows, and the next one that is wanted moves into it, root and all.

use crate::dom;
use std::cell::{Cell, RefCell};
use web_sys::Element;
use yew::{html, AppHandle, BaseComponent, Component, Context, Html, Properties};

/// An app, and whoever lives in it.
pub struct House<C>(std::marker::PhantomData<C>);

/// Who lives in a house: under this number, if there is anybody.
#[derive(Properties, PartialEq, Clone)]
pub struct Lease<P: Clone + PartialEq> {
    id: u32,
    tenant: Option<P>,
}

impl<C> Component for House<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    type Message = ();
    type Properties = Lease<C::Properties>;

    fn create(_: &Context<Self>) -> Self {
        Self(std::marker::PhantomData)
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Lease { id, tenant } = ctx.props();
        match tenant {
            Some(tenant) => html! { <C key={*id} ..tenant.clone() /> },
            None => Html::default(),
        }
    }
}

/// A house in its place.
struct Home<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    app: AppHandle<House<C>>,
    root: Element,
    lease: Lease<C::Properties>,
}

/// Houses of one kind, those that are lived in and those that are not.
pub struct Houses<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    last: Cell<u32>,
    homes: RefCell<Vec<Home<C>>>,
}

impl<C> Houses<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    /// None yet.
    pub const fn new() -> Self {
        Self { last: Cell::new(0), homes: RefCell::new(Vec::new()) }
    }

    /// Starts an app in `place`; gives its number, which its properties may hold.
    pub fn start(&self, place: &Element, props: impl FnOnce(u32) -> C::Properties) -> u32 {
        let id = self.last.get().wrapping_add(1);
        self.last.set(id);
        let lease = Lease { id, tenant: Some(props(id)) };
        let mut homes = self.homes.borrow_mut();
        match homes.iter_mut().find(|home| home.lease.tenant.is_none()) {
            Some(home) => {
                let _ = place.append_child(&home.root);
                home.let_to(lease);
            }
            None => {
                let root = root_in(place);
                let app =
                    yew::Renderer::<House<C>>::with_root_and_props(root.clone(), lease.clone());
                homes.push(Home { app: app.render(), root, lease });
            }
        }
        id
    }

    /// Changes the properties of an app.
    pub fn update(&self, id: u32, change: impl FnOnce(&mut C::Properties)) {
        let mut homes = self.homes.borrow_mut();
        if let Some(home) = homes.iter_mut().find(|home| home.lease.id == id) {
            let mut lease = home.lease.clone();
            if let Some(tenant) = &mut lease.tenant {
                change(tenant);
                home.let_to(lease);
            }
        }
    }

    /// Ends an app, with its listeners, timers and requests.
    pub fn end(&self, id: u32) {
        let mut homes = self.homes.borrow_mut();
        if let Some(home) = homes.iter_mut().find(|home| home.lease.id == id) {
            home.let_to(Lease { id: 0, tenant: None });
            home.root.remove();
        }
    }
}

impl<C> Home<C>
where
    C: BaseComponent,
    C::Properties: Clone + PartialEq,
{
    fn let_to(&mut self, lease: Lease<C::Properties>) {
        self.lease = lease.clone();
        self.app.update(lease);
    }
}

/// A root in this place, which does not show in the layout.
fn root_in(place: &Element) -> Element {
    let root = dom::make("div", &[]).unwrap_or_else(|| place.clone());
    if let Some(root) = wasm_bindgen::JsCast::dyn_ref(&root) {
        dom::set_property(root, "display", "contents");
    }
    let _ = place.append_child(&root);
    root
}
