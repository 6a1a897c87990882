package org.wangchuan.platform.tls;

import java.time.Duration;

/** The program with little patience: a test can't wait for seven minutes. */
public final class ShortAcme {
    private ShortAcme() {}

    public static void main(String[] arguments) {
        System.exit(AcmeMain.run(new AcmeMain.Limits(Duration.ofSeconds(2), Duration.ofSeconds(12)), arguments));
    }
}
