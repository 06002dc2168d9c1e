// The printable ticket prints itself, once its typeface is there.

document.fonts.ready.then(() => print());
