package org.wangchuan.proof.statement;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What a withdrawal shows: that a consent is over, and the device goes home untouched.
 *
 * @param order the code of the work order
 * @param of digest of the consent's issuer-signed JWT
 */
public record WithdrawalClaims(String order, Bytes32 of, ConsentClaims.Said said) {
    static final String[] NAMES = {"order", "of", "through", "session"};

    public WithdrawalClaims {
        if (!ConsentClaims.isWord(order)) {
            throw new IllegalArgumentException("beyond what a withdrawal can say: its words");
        }
    }

    void addTo(Json.Builder out) {
        out.put("order", order).put("of", of.base64Url());
        said.addTo(out);
    }

    static WithdrawalClaims read(Json.Fields in) throws ShapeException, VerificationException {
        try {
            return new WithdrawalClaims(
                    in.text("order"), Bytes32.parseBase64Url(in.text("of")), ConsentClaims.Said.read(in));
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("withdrawal", "what a withdrawal can say", "more than that");
            beyond.initCause(e);
            throw beyond;
        }
    }
}
