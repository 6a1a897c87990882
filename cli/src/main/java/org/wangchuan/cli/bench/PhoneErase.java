package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.CrashReport;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PhoneEraseRequest;
import org.wangchuan.cli.service.PhoneEraseService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.agent.AgentStatus;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.BenchCables;
import org.wangchuan.station.phone.LostPhoneJob;
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneEnd;
import org.wangchuan.station.phone.PhoneLane;
import org.wangchuan.station.phone.PhoneOrder;
import org.wangchuan.station.phone.PhoneStore;
import org.wangchuan.station.phone.PhoneTicket;

/** {@code phones erase}: one phone, its owner at the terminal, and a receipt. */
public final class PhoneErase implements PhoneEraseService {
    private final Function<Consumer<String>, PhoneBench> benches;
    private final PhoneLane.Means means;
    private final String tool;

    /**
     * The command's body.
     *
     * @param tool name and version of this program
     */
    public PhoneErase(String tool) {
        this(
                trouble -> new BenchCables(new PhoneCables(Surroundings.real()), trouble),
                PhoneLane.Means.real(InstantSource.system(), tool),
                tool);
    }

    /** @param benches given whom they tell that the cables can't be looked at */
    PhoneErase(Function<Consumer<String>, PhoneBench> benches, PhoneLane.Means means, String tool) {
        this.benches = benches;
        this.means = means;
        this.tool = tool;
    }

    @Override
    public ExitCode erase(PhoneEraseRequest request, Context context) throws UserError {
        Policy policy = Choices.policy(request.policy());
        Choices.requireAsset(request.asset());
        requireTechnique(request.technique());
        Optional<UsbPlace> typed = request.place().isPresent()
                ? Optional.of(HangingPhone.place(request.place().get()))
                : Optional.empty();
        Path out = request.out().orElse(Path.of("")).toAbsolutePath();
        OutFolder.requireOutsideOfState(out, context.home());
        StationHome home = new StationHome(context.home());
        PhoneStore store = new PhoneStore(home);
        Console console = context.console();
        try (PhoneBench bench =
                benches.apply(reason -> console.error(console.messages().text("station.trouble", reason)))) {
            Optional<UsbPlace> named = typed.map(bench::known);
            Optional<LostPhoneJob> lost = request.giveUp() ? LostPhones.named(store, request.job()) : Optional.empty();
            if (lost.isPresent()) {
                return LostPhones.giveUp(store, lost.get(), request.json(), context);
            }
            Optional<PhoneTicket> resumed = request.resume() || request.giveUp()
                    ? Optional.of(PhoneJobChoice.job(store, named, request.job(), bench::isOnePort))
                    : Optional.empty();
            requireNobodyElses(resumed, request.giveUp(), home);
            UsbPlace place = resumed.isPresent()
                    ? named.orElse(resumed.get().place())
                    : HangingPhone.on(bench, named, means.times()).place();
            OutFolder.requireWritable(out);
            PhoneProducers producers = PhoneProducers.of(request, home, context);
            PhoneOrder order = new PhoneOrder(place, policy, request.technique(), out, request.asset(), resumed);
            PhoneLane lane = new PhoneLane(
                    order, bench.at(place), new PhoneTerminal(place, context.console(), producers), home, means);
            context.cancellation().onRequest(lane::stop);
            return report(place, request.giveUp() ? lane.giveUp() : lane.run(), producers, request, context);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    /**
     * A job of an order is its agent's: gone on with here, it would be erased without the platform's yes, and its receipt would go elsewhere. It can be put away
     * here only if no record of the agent has it.
     */
    private static void requireNobodyElses(Optional<PhoneTicket> resumed, boolean isGivenUp, StationHome home)
            throws IOException, UserError {
        Optional<String> order = resumed.flatMap(PhoneTicket::order);
        if (order.isEmpty()) {
            return;
        }
        UUID task = resumed.orElseThrow().job();
        boolean isOpen = AgentStatus.of(home).open().stream()
                .anyMatch(open -> open.task().id().equals(task));
        if (isOpen || !isGivenUp) {
            throw UserError.of(ExitCode.REFUSED, "PHONE_JOB.order", order.get());
        }
    }

    private ExitCode report(
            UsbPlace place, PhoneEnd end, PhoneProducers producers, PhoneEraseRequest request, Context context)
            throws UserError {
        Console console = context.console();
        PhoneReport report = new PhoneReport(place, end, producers.answers(end));
        if (end instanceof PhoneEnd.Broken(Throwable cause)) {
            console.error(CrashReport.write(cause, context.home(), tool, console.messages()));
        }
        if (request.json()) {
            console.result(report.json());
        }
        if (!request.json() || report.onlyOnStandardError()) {
            report.print(console);
        }
        if (end instanceof PhoneEnd.Interrupted interrupted && interrupted.receiptOnly()) {
            // The command as it was typed would meet the same folder again.
            throw UserError.of(ExitCode.INTERRUPTED, "OUT_FOLDER.later").afterResults();
        }
        return report.exit();
    }

    private static void requireTechnique(Optional<String> id) throws UserError {
        if (id.isPresent() && !TechniqueCatalogue.IDS.contains(id.get())) {
            throw UserError.of(ExitCode.USAGE, "PHONE_TECHNIQUE", String.join(", ", TechniqueCatalogue.IDS), id.get());
        }
    }
}
