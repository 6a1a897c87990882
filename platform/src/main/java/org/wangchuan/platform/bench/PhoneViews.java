package org.wangchuan.platform.bench;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.makers.Topic;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CableHelp;
import org.wangchuan.platform.intake.cable.OnCable;
import org.wangchuan.platform.intake.workflow.WhereToTap;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.ledger.KeptEvidence;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/** Gathers what the page of a phone on its cable shows. Thread-safe. */
@Component
class PhoneViews {
    /** What is shown with each topic that a station names. */
    private static final Map<String, List<Topic>> TOPICS =
            Map.of("debugging", List.of(Topic.DEBUGGING), "reset", List.of(Topic.RESET, Topic.KEYS));

    private final Devices devices;
    private final TaskTable table;
    private final PhoneTaskTable phones;
    private final PhoneCourses courses;
    private final StationPhones told;
    private final Stations stations;
    private final CableHelp cables;
    private final WorkflowRuns runs;
    private final Accounts accounts;
    private final KeptEvidence evidence;
    private final InstantSource clock;
    private final Orders orders;
    private final OrderCards cards;
    private final DeviceMedia media;

    PhoneViews(
            Devices devices,
            TaskTable table,
            PhoneTaskTable phones,
            PhoneCourses courses,
            StationPhones told,
            Stations stations,
            CableHelp cables,
            WorkflowRuns runs,
            Accounts accounts,
            KeptEvidence evidence,
            InstantSource clock,
            Orders orders,
            OrderCards cards,
            DeviceMedia media) {
        this.media = media;
        this.cards = cards;
        this.orders = orders;
        this.clock = clock;
        this.evidence = evidence;
        this.devices = devices;
        this.table = table;
        this.phones = phones;
        this.courses = courses;
        this.told = told;
        this.stations = stations;
        this.cables = cables;
        this.runs = runs;
        this.accounts = accounts;
    }

    PhoneView of(Visitor visitor, Organisations.Site site, WorkOrder order) {
        Device device = devices.find(order.device()).orElseThrow();
        Optional<Task> task = table.lastOf(order.id()).filter(Task::isPhone);
        Optional<PhoneCourses.Course> course = task.filter(Task::isOpen).flatMap(open -> courses.of(open.id()));
        List<OnCable.Line> choices = task.filter(Task::isOpen).isPresent() ? List.of() : cables.choices(order, device);
        return new PhoneView(
                order,
                device,
                site,
                task,
                task.flatMap(one -> stations.find(one.station())).map(Stations.Station::name),
                task.filter(one -> told.now(List.of(one.station())).containsKey(one.station()))
                        .filter(one -> !Standing.isSilent(one, course.map(PhoneCourses.Course::at), clock.instant()))
                        .isPresent(),
                course.map(PhoneCourses.Course::turn),
                course.flatMap(PhoneCourses.Course::answered)
                        .map(one -> new PhoneView.Answered(name(one.by()), one.at())),
                choices,
                phones.openOfSite(site.id()).stream()
                        .map(one -> one.station() + ":" + one.lane())
                        .toList(),
                evidence.among(List.of(order.id())).contains(order.id()),
                orders.isPhoneErasedOutside(order.id()),
                runs.latest(order.id(), Workflow.Stage.ERASURE)
                        .filter(run -> !run.isEnded())
                        .isPresent(),
                media.of(device.id()).isPhoneProved(),
                cards.of(order),
                course.flatMap(one -> tap(one.turn(), device)),
                visitor.hasAny(Role.TECHNICIAN));
    }

    private String name(UUID account) {
        return accounts.workName(account).orElse("–");
    }

    /** By what the phone calls its maker, else by what was noted. */
    private static Optional<WhereToTap> tap(PhoneTurn turn, Device device) {
        List<Topic> topics = turn.topics().stream()
                .flatMap(topic -> Objects.requireNonNull(TOPICS.get(topic)).stream())
                .toList();
        return topics.isEmpty()
                ? Optional.empty()
                : turn.phone()
                        .maker()
                        .flatMap(maker -> WhereToTap.of(maker, topics))
                        .or(() -> WhereToTap.of(device.brand(), topics));
    }
}
