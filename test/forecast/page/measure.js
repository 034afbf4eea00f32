// Runs in the page: what a reader sees of it, as plain data.
(() => {
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const colour = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const isClear = (text) => text === 'transparent' || colour(text)[3] === 0;
  const background = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const of = getComputedStyle(at).backgroundColor;
      if (!isClear(of)) return colour(of);
    }
    return [255, 255, 255];
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const isShown = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const faults = [];

  if (document.documentElement.scrollWidth > window.innerWidth) {
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${window.innerWidth}`);
  }

  let texts = 0;
  let least = Infinity;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (text === '' || element.closest('svg') || !isShown(element)) continue;
    texts += 1;
    const ratio = contrast(colour(getComputedStyle(element).color), background(element));
    least = Math.min(least, ratio);
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)} of ${JSON.stringify(text.slice(0, 40))}`);
  }

  let smallest = Infinity;
  const pictures = [...document.querySelectorAll('svg')].filter(isShown);
  for (const svg of pictures) {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const edge = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map((element) => {
      const style = getComputedStyle(element);
      const size = parseFloat(style.fontSize) * scale;
      const ratio = contrast(colour(style.fill), background(svg));
      least = Math.min(least, ratio);
      smallest = Math.min(smallest, size);
      texts += 1;
      const text = element.textContent;
      if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)} of ${JSON.stringify(text)} in a picture`);
      if (size < 10) faults.push(`${JSON.stringify(text)} in a picture is ${size.toFixed(1)} px`);
      return { text, box: element.getBoundingClientRect() };
    });
    boxes.forEach(({ text, box }, i) => {
      const beyond = [edge.left - box.left, box.right - edge.right, edge.top - box.top, box.bottom - edge.bottom];
      if (Math.max(...beyond) > 1) {
        faults.push(`${JSON.stringify(text)} is cut off in a picture`);
      }
      boxes.slice(i + 1).forEach((other) => {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 0.5 && down > 1) faults.push(`${JSON.stringify(text)} and ${JSON.stringify(other.text)} overlap`);
      });
    });
    // Lines that carry a value: 3 to 1.
    svg.querySelectorAll('.m,.s').forEach((element) => {
      const ratio = contrast(colour(getComputedStyle(element).stroke), background(svg));
      if (ratio < 3) faults.push(`contrast ${ratio.toFixed(2)} of a line in a picture`);
    });
  }

  const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1]));
  levels.forEach((level, i) => {
    if (level > (levels[i - 1] || 0) + 1) faults.push(`a heading of level ${level} after one of ${levels[i - 1] || 0}`);
  });
  if (levels.filter((level) => level === 1).length !== 1) faults.push('there is not exactly one h1');

  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  if (new Set(ids).size !== ids.length) faults.push('an id stands twice');
  document.querySelectorAll('a[href^="#"]').forEach((link) => {
    if (!document.getElementById(link.hash.slice(1))) faults.push(`nothing has the id ${link.hash}`);
  });
  document.querySelectorAll('[aria-labelledby]').forEach((element) => {
    element.getAttribute('aria-labelledby').split(' ').forEach((id) => {
      if (!document.getElementById(id)) faults.push(`nothing has the id ${id}`);
    });
  });
  if (document.querySelector('script, b, i')) faults.push('a name became an element');
  // What is wider than its region must be one that the keyboard reaches.
  document.querySelectorAll('body *').forEach((element) => {
    const flow = getComputedStyle(element).overflowX;
    if (/auto|scroll/.test(flow) && element.scrollWidth > element.clientWidth && element.tabIndex < 0) {
      faults.push('a region that scrolls is not in the order of the keyboard');
    }
  });
  return { faults, texts, least, smallest, pictures: pictures.length };
})();
