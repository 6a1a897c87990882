package org.wangchuan.proof.issue;

import org.wangchuan.proof.FailureCode;

/** Second spellings, and files with parts missing or added. */
final class FileLies {
    private FileLies() {}

    static void addTo(Lies lies) {
        String bare = Lies.text(lies.bare().toBytes());
        String nonce = lies.job.clearing.nonce().base64Url();
        String start = lies.job.start.nonce().base64Url();
        add(
                lies,
                "duplicate-key",
                FailureCode.CERTIFICATE_FORMAT,
                "the nonce twice: readers differ in which counts",
                once(bare, "\"nonce\":\"" + nonce, "\"nonce\":\"" + start + "\",\"nonce\":\"" + nonce));
        add(
                lies,
                "loose-base64",
                FailureCode.ENCODING,
                "a nonce whose unused last bits are not zero",
                once(bare, "\"" + nonce, "\"" + loose(nonce)));
        add(
                lies,
                "padded-base64url",
                FailureCode.ENCODING,
                "a nonce with padding",
                once(bare, "\"" + nonce, "\"" + nonce + "="));
        add(
                lies,
                "white-space",
                FailureCode.CERTIFICATE_FORMAT,
                "a space that no signature covers",
                once(bare, "{\"format\"", "{ \"format\""));
        add(
                lies,
                "members-in-another-order",
                FailureCode.CERTIFICATE_FORMAT,
                "the format at the end",
                once(once(bare, "\"format\":\"wangchuan-certificate/v1\",", ""), "}", "}")
                        .replaceFirst("}$", ",\"format\":\"wangchuan-certificate/v1\"}"));
        add(
                lies,
                "unknown-member",
                FailureCode.CERTIFICATE_FORMAT,
                "something that no reader knows",
                once(bare, "{\"format\"", "{\"aaa\":1,\"format\""));
        add(
                lies,
                "trust-of-its-own",
                FailureCode.CERTIFICATE_FORMAT,
                "brings the trust list to be believed with it",
                bare.replaceFirst("}$", ",\"trust\":\"me\"}"));
        add(
                lies,
                "without-its-start",
                FailureCode.CERTIFICATE_FORMAT,
                "does not show when the erasure was begun",
                bare.replaceFirst(",\"start\":\\{.*?},\"statement\"", ",\"statement\""));
        add(
                lies,
                "without-its-nonce",
                FailureCode.CERTIFICATE_FORMAT,
                "can't be opened",
                once(bare, "\"nonce\":\"" + nonce + "\",", ""));
        add(
                lies,
                "without-its-proof",
                FailureCode.CERTIFICATE_FORMAT,
                "is in no log",
                bare.replaceFirst("\"proof\":\"c2sp[^\"]*\",\"start\"", "\"start\""));
        add(
                lies,
                "another-version",
                FailureCode.CERTIFICATE_FORMAT,
                "a format that does not exist yet",
                once(bare, "certificate/v1", "certificate/v2"));
        add(lies, "trailing-bytes", FailureCode.CERTIFICATE_FORMAT, "a second document after the first", bare + "{}");
        add(lies, "cut-off", FailureCode.CERTIFICATE_FORMAT, "the first half", bare.substring(0, bare.length() / 2));
        String line = "\u2014 regulator.example ";
        int at = bare.indexOf(line);
        String cosignature = bare.substring(at, bare.indexOf("\\n", at) + 2);
        add(
                lies,
                "cosignature-twice",
                FailureCode.CERTIFICATE_FORMAT,
                "one witness counted twice",
                bare.replace(cosignature, cosignature + cosignature));
    }

    private static void add(Lies lies, String id, FailureCode code, String says, String certificate) {
        lies.add(Lie.of(id, code, says, certificate));
    }

    private static String loose(String base64Url) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(base64Url.charAt(base64Url.length() - 1));
        return base64Url.substring(0, base64Url.length() - 1) + alphabet.charAt(last | 1);
    }

    private static String once(String text, String part, String instead) {
        int at = text.indexOf(part);
        if (at < 0) {
            throw new IllegalStateException("no " + part);
        }
        return text.substring(0, at) + instead + text.substring(at + part.length());
    }
}
