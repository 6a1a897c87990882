package org.wangchuan.engine.apple.testing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.apple.plist.PlistValue;

/**
 * What services of a made phone answer.
 *
 * @param answers by the name of the request
 * @param refused services that lockdownd doesn't start
 */
public record ServiceDouble(Map<String, PlistValue.Dict> answers, Set<String> refused) {
    Optional<PlistValue.Dict> answer(String request) {
        return Optional.ofNullable(answers.get(request));
    }
}
