// On a slow line the vendor would give up loading its own parts after seven seconds and show an empty page.
window.require?.config?.({waitSeconds: 0});
