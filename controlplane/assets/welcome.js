// The token travels in the fragment, which is never sent by itself: move it into the form and out of the address bar.
const field = document.getElementById("token");
const token = location.hash.slice(1);
if (field instanceof HTMLInputElement && token !== "") {
  field.value = token;
  history.replaceState(null, "", location.pathname);
}
