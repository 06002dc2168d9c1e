// The call log and the single call: pictures that keep themselves true.

import { live } from "./live.js";
import { remember } from "./swap.js";

const part = document.querySelector("[data-live]");
remember(part);
live(part);
