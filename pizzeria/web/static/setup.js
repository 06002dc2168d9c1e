// The setup guide: its marks turn green when the house has seen what they stand for.

import { live } from "./live.js";
import { remember } from "./swap.js";

const REFUSED_MS = 2_000; // a phone that was turned away at the door is in no journal

const guide = document.getElementById("guide");
remember(guide);
const line = live(guide);
setInterval(() => document.hidden || line.want(), REFUSED_MS);
