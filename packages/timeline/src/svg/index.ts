export { ladderSvg, type LadderSvgOptions } from './ladder-svg';
export { svgScreen, type SvgColors, type SvgLook, type SvgOptions, type SvgSpan } from './svg-screen';
