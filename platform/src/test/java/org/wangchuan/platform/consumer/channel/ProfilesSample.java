package org.wangchuan.platform.consumer.channel;

import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** A shop that shows both of its sites to strangers; at the first one results were counted. */
public final class ProfilesSample {
    private ProfilesSample() {}

    /** Shows them. */
    public static void of(Shop shop) throws Exception {
        UUID by = shop.account(Role.ADMINISTRATOR);
        Licence filing = new Licence(
                Licence.Kind.FILING,
                "再生资源备案-2026-000123",
                "回收废弃电器电子产品 collection of waste electrical products",
                "海淀区商务局 Haidian commerce bureau",
                LocalDate.parse("2026-01-01"),
                Optional.of(LocalDate.parse("2030-12-31")));
        Licence expired = new Licence(
                Licence.Kind.PROCESSING,
                "E-2020-7",
                "laptops",
                "生态环境局",
                LocalDate.parse("2020-01-01"),
                Optional.of(LocalDate.parse("2025-12-31")));
        show(
                shop.site(),
                by,
                new ProfileForm.Good(
                        new Profile.Text(
                                "北京市海淀区 Haidian, Beijing", "100080", "中关村大街 1 号 1 Zhongguancun Street", "9:00–18:00"),
                        EnumSet.allOf(DeviceKind.class),
                        true,
                        List.of(filing, expired)));
        show(
                shop.otherSite(),
                by,
                new ProfileForm.Good(
                        new Profile.Text("上海市 Shanghai", "", "", ""), Set.of(DeviceKind.PHONE), false, List.of()));
        new CountedSite(shop.site())
                .with(9, Verdict.CLEARED)
                .with(1, Verdict.FAILED)
                .with(1, Verdict.UNPROVEN)
                .monthEnds(1);
    }

    private static void show(UUID site, UUID by, ProfileForm.Good said) {
        Profiles profiles = bean(Profiles.class);
        profiles.write(site, said, by);
        profiles.publish(site, profiles.latest(site).orElseThrow().version(), by);
    }
}
