package org.wangchuan.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;

/**
 * A process for {@link InterruptionTest}: arms the interruption as the real one does, says over a file
 * that it is ready, and then does what its first argument names until it is told to stop.
 */
final class InterruptedProcess {
    private InterruptedProcess() {}

    public static void main(String[] arguments) throws Exception {
        Cancellation cancellation = new Cancellation();
        LastWord lastWord = LastWord.fromEnvironment(System.getenv());
        Interruption interruption = new Interruption(cancellation, lastWord, System.err::println, Messages.in("en"));
        CountDownLatch told = new CountDownLatch(1);
        cancellation.onRequest(told::countDown);
        interruption.arm();
        if (!arguments[0].equals("no-promise")) {
            cancellation.promise(Cancellation.Promise.RESUMABLE);
        }
        Files.writeString(Path.of(arguments[1]), "ready", StandardCharsets.UTF_8);
        if (!told.await(120, TimeUnit.SECONDS)) {
            interruption.end(ExitCode.INTERNAL);
        }
        if (arguments[0].equals("hang")) {
            Thread.sleep(600_000);
        }
        Thread.sleep(300);
        System.out.println("checkpointed");
        interruption.end(arguments[0].equals("finish") ? ExitCode.OK : ExitCode.INTERRUPTED);
    }
}
