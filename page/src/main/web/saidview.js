// What somebody says whom nobody knows. Anybody could have written it: nothing here may look as if it had been found so.

const SaidView = (function () {
    /** The mark of what fits together: a tick only where it is known who made it. */
    const mark = (operator) => (operator === null ? '\u2013' : '\u2713');

    return { mark };
})();
