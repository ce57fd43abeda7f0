// The parts of the one script of the site. A browser follows this list while one develops; collectstatic puts the parts
// in its place.
import "./menus.js";
import "./once.js";
import "./suggest.js";
