"""Charts as SVG text: nothing to load, readable without colour, every figure also in words beside."""
