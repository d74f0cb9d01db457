// After a refused form the summary takes the focus, so that it is the first thing read.
const riepilogo = document.querySelector('.riepilogo-errori')
if (riepilogo) riepilogo.focus()
