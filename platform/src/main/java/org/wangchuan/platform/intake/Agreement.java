package org.wangchuan.platform.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ConsentClaims;

/**
 * What somebody agrees to.
 *
 * @param declaration of whoever is not the owner
 * @param scope whether for one device, or for all of a list
 */
public record Agreement(Words words, Optional<Words> declaration, ConsentClaims.Scope scope) {
    /**
     * A text in one version and language, as it was shown.
     *
     * @param digest SHA-256 of its paragraphs in UTF-8, each ended by a line feed
     */
    public record Words(String id, int version, String language, Bytes32 digest) {
        /** Of these paragraphs. */
        public static Words of(String id, int version, boolean isChinese, List<String> paragraphs) {
            String text = paragraphs.stream().map(one -> one + "\n").collect(Collectors.joining());
            return new Words(
                    id, version, isChinese ? "zh" : "en", Bytes32.sha256(text.getBytes(StandardCharsets.UTF_8)));
        }

        /** What is stored with the order. */
        public String reference() {
            return id + "/" + version;
        }

        ConsentClaims.Words claims() {
            return new ConsentClaims.Words(id, version, language, digest);
        }
    }
}
