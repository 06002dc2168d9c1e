// The printable ticket prints itself once its typeface is there, on a page as long as the order.

const MILLIMETRES = 25.4 / 96; // of a CSS pixel

document.fonts.ready.then(() => {
  const length = Math.ceil(document.querySelector("main").scrollHeight * MILLIMETRES) + 10;
  const sheet = new CSSStyleSheet();
  sheet.insertRule(`@page { size: 80mm ${Math.max(80, length)}mm; margin: 3mm; }`);
  document.adoptedStyleSheets.push(sheet);
  print();
});
