// What happens when a passkey could not be used: a sentence on the page instead of silence.
(() => {
  "use strict";
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const place of document.querySelectorAll("[data-passkey-trouble]")) place.hidden = false;
  });
})();
