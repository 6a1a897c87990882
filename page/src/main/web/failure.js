// Why something does not verify. The codes are those of the Java side (FailureCode), letter for letter: a test compares them.

class Failure extends Error {
    constructor(code, where, expected, found) {
        super(code + ': ' + where + ': expected ' + expected + ', found ' + found);
        this.code = code;
        this.where = where;
        this.expected = String(expected);
        this.found = String(found);
    }
}

/** Well-formed JSON without the member, type or range that its reader requires; whoever reads gives it a code. */
class ShapeFailure extends Error {
    constructor(path, expected, found) {
        super(path + ': expected ' + expected + ', found ' + found);
    }
}

/** Bytes that are not canonical JSON. */
class MalformedJson extends Error {
    constructor(offset, expected, found) {
        super('at byte ' + offset + ': expected ' + expected + ', found ' + found);
    }
}

/** Runs a reader; what it says about shape or spelling of JSON becomes a failure of this code. */
function withCode(code, where, expected, reader) {
    try {
        return reader();
    } catch (e) {
        if (e instanceof ShapeFailure || e instanceof MalformedJson) {
            throw new Failure(code, where, expected, e.message);
        }
        throw e;
    }
}
