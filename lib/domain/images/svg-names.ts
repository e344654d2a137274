/** Elements of a drawing. What is not here goes with everything in it: scripts, foreign content, animation, pictures. */
export const SVG_ELEMENTS = [
  ...["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"],
  ...["defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "symbol", "use"],
  ...["title", "desc", "style"],
];

/** Attributes of these, as hast names them. No handler is among them, and no address but those of the file itself. */
export const SVG_ATTRIBUTES = [
  ...["xmlns", "version", "id", "className", "style", "role", "ariaLabel", "ariaHidden"],
  ...["viewBox", "preserveAspectRatio", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy"],
  ...["cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "d", "points", "pathLength", "transform"],
  ...["fill", "fillOpacity", "fillRule", "stroke", "strokeWidth", "strokeLineCap", "strokeLineJoin"],
  ...["strokeMiterLimit", "strokeDashArray", "strokeDashOffset", "strokeOpacity", "opacity", "color"],
  ...["display", "visibility", "overflow", "clipPath", "clipRule", "clipPathUnits", "mask", "maskUnits"],
  ...["maskContentUnits", "gradientUnits", "gradientTransform", "spreadMethod", "offset", "stopColor"],
  ...["stopOpacity", "patternUnits", "patternTransform", "patternContentUnits", "textAnchor", "fontFamily"],
  ...["fontSize", "fontWeight", "fontStyle", "letterSpacing", "textLength", "lengthAdjust", "paintOrder"],
  ...["dominantBaseline", "alignmentBaseline", "vectorEffect", "shapeRendering", "href", "xLinkHref"],
];

/** Functions of CSS and of transformations that reach nothing outside. `url(#…)` is looked at by itself. */
export const HARMLESS_FUNCTIONS = new Set([
  ...["rgb", "rgba", "hsl", "hsla", "matrix", "translate", "translatex", "translatey", "scale", "scalex"],
  ...["scaley", "rotate", "skewx", "skewy", "calc", "var"],
]);
