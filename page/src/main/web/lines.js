// Texts as Java takes them, so that both refuse the same.

const Lines = (function () {
    // What Java's String.isBlank takes as white space: no-break spaces are not.
    const BLANK = /^[\t-\r\u001c-\u0020\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*$/;
    const LINE = /^[^\u0000-\u001f\u007f-\u009f]{0,200}$/;
    const REASON = /^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]{1,500}$/;

    const isBlank = (text) => BLANK.test(text);

    return {
        isBlank,
        /** At most 200 characters, none of them a control; it may be empty. */
        isLine: (text) => LINE.test(text),
        /** A line with something to see in it. */
        isWord: (text) => !isBlank(text) && LINE.test(text),
        /** A few lines with something to see in them. */
        isReason: (text) => !isBlank(text) && REASON.test(text),
    };
})();
