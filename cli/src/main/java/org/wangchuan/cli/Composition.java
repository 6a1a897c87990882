package org.wangchuan.cli;

import java.util.Map;
import org.wangchuan.cli.bench.BenchErase;
import org.wangchuan.cli.bench.DeviceList;
import org.wangchuan.cli.bench.PhoneErase;
import org.wangchuan.cli.bench.PhoneList;
import org.wangchuan.cli.bench.Plans;
import org.wangchuan.cli.bench.RecheckRun;
import org.wangchuan.cli.certify.Certificates;
import org.wangchuan.cli.certify.JoinRun;
import org.wangchuan.cli.certify.KeptDevices;
import org.wangchuan.cli.check.EvidenceReplay;
import org.wangchuan.cli.check.FileVerify;
import org.wangchuan.cli.check.LogChecks;
import org.wangchuan.cli.check.PageFile;
import org.wangchuan.cli.check.PresentRun;
import org.wangchuan.cli.check.ProducerRun;
import org.wangchuan.cli.check.SealRun;
import org.wangchuan.cli.check.TrustLists;
import org.wangchuan.cli.live.LiveRun;
import org.wangchuan.cli.service.Services;
import org.wangchuan.cli.station.StationRun;
import org.wangchuan.cli.up.BackupRun;
import org.wangchuan.cli.up.UpRun;
import org.wangchuan.cli.witness.WitnessRun;

/** The one place where each command is given what it calls. */
final class Composition {
    private Composition() {}

    static Services services(Map<String, String> environment) {
        String tool = "wangchuan " + Version.read();
        return new Services(
                () -> new BenchErase(tool),
                DeviceList::new,
                PhoneList::new,
                () -> new PhoneErase(tool),
                () -> new Plans(tool),
                FileVerify::new,
                EvidenceReplay::new,
                TrustLists::new,
                () -> new LogChecks(environment),
                WitnessRun::new,
                PageFile::new,
                Certificates::new,
                PresentRun::new,
                SealRun::new,
                JoinRun::new,
                KeptDevices::new,
                () -> new UpRun(tool, environment),
                () -> new StationRun(tool, environment),
                () -> new BackupRun(environment),
                () -> new RecheckRun(tool),
                ProducerRun::new,
                () -> new LiveRun(tool));
    }
}
