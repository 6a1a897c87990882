package org.wangchuan.cli.live;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService;
import org.wangchuan.cli.service.UserError;

/** {@code live}: orders, and the computer that was started from the stick. */
public final class LiveRun implements LiveService {
    /** Long enough for a shelf of disks that spin up one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String tool;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * The command's body.
     *
     * @param tool name and version of this program
     */
    public LiveRun(String tool) {
        this(tool, InstantSource.system(), PATIENCE);
    }

    /**
     * On a computer with this clock.
     *
     * @param patience how long the drives of an order are waited for
     */
    LiveRun(String tool, InstantSource clock, Duration patience) {
        this.tool = tool;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public ExitCode order(OrderRequest request, Context context) throws UserError {
        return new OrderSigning(request, context).sign();
    }

    @Override
    public ExitCode end(String order, Context context) throws UserError {
        return DelegationEnd.end(order, context);
    }

    @Override
    public ExitCode collect(Path stick, Context context) throws UserError {
        return new LiveCollection(stick, clock, context).collect();
    }

    @Override
    public ExitCode vouch(Path stick, List<String> confirmed, Context context) throws UserError {
        return new LiveCollection(stick, clock, context).vouch(confirmed);
    }

    @Override
    public ExitCode start(StartRequest request, Context context) throws UserError {
        // First of all: what is refused below must not keep them.
        new KeysLeft(request.state(), request.stick(), context.console()).destroy(clock.instant());
        return request.unattended()
                ? new UnattendedRun(request, tool, clock, patience, context).run()
                : new AttendedRun(request, tool, clock, context).run();
    }
}
