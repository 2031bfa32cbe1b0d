// The block `baca/reader` in the editor.

/* global wp, bacaBlock */
(() => {
  const { createElement, Fragment } = wp.element;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { PanelBody, TextControl, Placeholder } = wp.components;

  function Edit({ attributes, setAttributes }) {
    const fields = [
      createElement(TextControl, {
        key: 'id',
        type: 'number',
        min: 1,
        label: bacaBlock.id,
        value: attributes.id || '',
        onChange: (value) => setAttributes({ id: Math.max(0, Number.parseInt(value, 10) || 0) }),
      }),
      createElement(TextControl, {
        key: 'src',
        type: 'url',
        label: bacaBlock.src,
        value: attributes.src,
        onChange: (src) => setAttributes({ src }),
      }),
    ];
    const isEmpty = !attributes.id && !attributes.src;
    return createElement(Fragment, null,
      createElement(InspectorControls, null, createElement(PanelBody, { title: bacaBlock.title }, fields)),
      createElement('div', useBlockProps(), isEmpty
        ? createElement(Placeholder, { label: bacaBlock.title, instructions: bacaBlock.empty }, fields)
        : createElement(wp.serverSideRender, { block: 'baca/reader', attributes })));
  }

  wp.blocks.registerBlockType('baca/reader', {
    apiVersion: 2,
    title: bacaBlock.title,
    description: bacaBlock.description,
    icon: 'book-alt',
    category: 'embed',
    attributes: { id: { type: 'integer', default: 0 }, src: { type: 'string', default: '' } },
    edit: Edit,
    save: () => null,
  });
})();
