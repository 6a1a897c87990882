package org.wangchuan.cli.live;

import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService;
import org.wangchuan.cli.service.UserError;

/** {@code live}: orders, and the computer that was started from the stick. */
public final class LiveRun implements LiveService {
    private final String tool;

    /**
     * The command's body.
     *
     * @param tool name and version of this program
     */
    public LiveRun(String tool) {
        this.tool = tool;
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
    public ExitCode start(StartRequest request, Context context) throws UserError {
        return request.unattended()
                ? new UnattendedRun(request, tool, context).run()
                : new AttendedRun(request, tool, context).run();
    }
}
