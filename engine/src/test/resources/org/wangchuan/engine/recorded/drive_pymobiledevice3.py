"""
Has pymobiledevice3 do one task with the phone at USBMUXD_SOCKET_ADDRESS, by its own library, and prints what came of it.
RecordAppleTool runs it, with the folder of the tool's source on PYTHONPATH.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from pymobiledevice3.lockdown import create_using_usbmux
from pymobiledevice3.services.diagnostics import DiagnosticsService
from pymobiledevice3.services.mobile_activation import MobileActivationService
from pymobiledevice3.services.mobile_config import MobileConfigService

TASKS = {
    "life": lambda lockdown: lockdown.unpair(),
    "erase": lambda lockdown: MobileConfigService(lockdown).erase_device(False, False),
    "erase-keeping-the-plan": lambda lockdown: MobileConfigService(lockdown).erase_device(True, False),
    "erase-without-proximity": lambda lockdown: MobileConfigService(lockdown).erase_device(False, True),
    "erase-refused": lambda lockdown: MobileConfigService(lockdown).erase_device(False, False),
    "erase-cut-off": lambda lockdown: MobileConfigService(lockdown).erase_device(False, False),
    "management": lambda lockdown: MobileConfigService(lockdown).get_cloud_configuration(),
    "battery": lambda lockdown: DiagnosticsService(lockdown).get_battery(),
    "activation": lambda lockdown: MobileActivationService(lockdown).state(),
}


async def main(task: str) -> None:
    with tempfile.TemporaryDirectory() as records:
        # A name of this host's own would stand in its HostID.
        lockdown = await create_using_usbmux(local_hostname="bench", pairing_records_cache_folder=Path(records))
        async with lockdown:
            try:
                print("returned", json.dumps(await TASKS[task](lockdown), sort_keys=True))
            except Exception as raised:
                print("raised", type(raised).__name__)


asyncio.run(main(sys.argv[1]))
