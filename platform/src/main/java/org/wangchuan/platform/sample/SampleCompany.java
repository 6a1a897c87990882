package org.wangchuan.platform.sample;

import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.access.Role;

/**
 * With {@code --sample}, and only into an empty platform: a company with a site, people and a few orders that wait. Nothing of
 * it is erased or proved; that only a station can say.
 */
@Component
class SampleCompany implements InitializingBean {
    private static final String POLICY = "gb-46864-2025";

    private final PlatformSettings settings;
    private final Organisations organisations;
    private final Accounts accounts;
    private final Devices devices;
    private final Orders orders;
    private final OrderTerms terms;
    private final TransactionTemplate transactions;

    SampleCompany(
            PlatformSettings settings,
            Organisations organisations,
            Accounts accounts,
            Devices devices,
            Orders orders,
            OrderTerms terms,
            TransactionTemplate transactions) {
        this.settings = settings;
        this.organisations = organisations;
        this.accounts = accounts;
        this.devices = devices;
        this.orders = orders;
        this.terms = terms;
        this.transactions = transactions;
    }

    /** While the beans are made: the first administrator's link, which is made after that, is for an account of this company. */
    @Override
    public void afterPropertiesSet() {
        if (settings.sample() && accounts.isEmpty()) {
            transactions.executeWithoutResult(_ -> {
                try {
                    fill();
                } catch (OrderException e) {
                    throw new IllegalStateException("a made-up order can be offered", e);
                }
            });
        }
    }

    private void fill() throws OrderException {
        UUID company = organisations.create("青川回收（示例）", "CNY");
        UUID site = organisations.addSite(company, "河滨门店", "Asia/Shanghai");
        Optional<UUID> ofCompany = Optional.of(company);
        UUID administrator = accounts.create(
                ofCompany, Optional.empty(), "管理员 Administrator", EnumSet.allOf(Role.class), Optional.empty());
        accounts.create(
                ofCompany, Optional.of(site), "柜台一号 Counter 1", EnumSet.of(Role.CLERK), Optional.of(administrator));
        accounts.create(
                ofCompany, Optional.of(site), "工位一号 Bench 1", EnumSet.of(Role.TECHNICIAN), Optional.of(administrator));
        WorkOrder phone = takeIn(site, DeviceKind.PHONE, "Huawei", "Mate 30", "屏幕有裂纹", administrator);
        terms.offer(phone.id(), new WorkOrder.Offer(68_000, "CNY"), Actor.staff(administrator));
        takeIn(site, DeviceKind.LAPTOP, "Lenovo", "ThinkPad T480", "", administrator);
        takeIn(site, DeviceKind.BARE_DRIVE, "Seagate", "ST1000LM035", "", administrator);
    }

    private WorkOrder takeIn(UUID site, DeviceKind kind, String brand, String model, String condition, UUID by) {
        Device device = devices.register(
                new Devices.NewDevice(
                        site,
                        kind,
                        brand,
                        model,
                        Optional.empty(),
                        condition,
                        Optional.empty(),
                        Devices.Drives.NOT_COUNTED),
                by);
        return orders.create(site, device.id(), Channel.COUNTER, Presenter.OWNER, POLICY, by);
    }
}
