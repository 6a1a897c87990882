package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.Map;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.s3.S3Address;
import org.wangchuan.s3.S3Settings;
import org.wangchuan.s3.S3SettingsException;
import org.wangchuan.s3.S3Store;

/** Logs that lie in buckets. Where the store is and who we are there stands in the environment, and nowhere else. */
final class LogBuckets {
    private final Map<String, String> environment;

    LogBuckets(Map<String, String> environment) {
        this.environment = environment;
    }

    static boolean isMeant(String log) {
        return S3Address.isMeant(log);
    }

    S3Store reading(String log) throws UserError {
        try {
            S3Address address = S3Address.parse(log);
            return S3Store.forReading(S3Settings.read(environment), address);
        } catch (S3SettingsException e) {
            throw refused(e);
        }
    }

    S3Store writing(String log, Path local, boolean takesOver) throws UserError {
        try {
            S3Address address = S3Address.parse(log);
            return S3Store.forWriting(S3Settings.read(environment), address, local, takesOver);
        } catch (S3SettingsException e) {
            throw refused(e);
        }
    }

    private static UserError refused(S3SettingsException e) {
        return UserError.of(ExitCode.USAGE, "S3_SETTINGS", e.where(), e.expected(), e.found());
    }
}
