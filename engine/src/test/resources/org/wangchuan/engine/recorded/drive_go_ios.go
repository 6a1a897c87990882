// Has go-ios do one task with the phone at USBMUXD_SOCKET_ADDRESS, by its own library, and prints what came of it, or "none" for a task that it
// doesn't have. RecordAppleTool runs it, built within the tool's source.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/danielpaulus/go-ios/ios"
	"github.com/danielpaulus/go-ios/ios/diagnostics"
	"github.com/danielpaulus/go-ios/ios/mcinstall"
)

func main() {
	device, err := ios.GetDevice("")
	if err == nil {
		err = ios.Pair(device)
	}
	if err != nil {
		panic(err)
	}
	value, err := task(device, os.Args[1])
	switch {
	case err != nil:
		fmt.Printf("raised %T\n", err)
	case value == none:
		fmt.Println("none")
	default:
		said, err := json.Marshal(value)
		if err != nil {
			panic(err)
		}
		fmt.Println("returned", string(said))
	}
}

// What a task gives that there isn't.
var none any = struct{ none bool }{true}

func task(device ios.DeviceEntry, name string) (any, error) {
	switch name {
	case "life": // it pairs and doesn't unpair
		return nil, nil
	case "erase-keeping-the-plan", "erase-refused", "erase-cut-off": // the only way in which it erases
		return nil, mcinstall.Erase(device)
	case "management":
		service, err := mcinstall.New(device)
		if err != nil {
			return nil, err
		}
		defer service.Close()
		return service.GetCloudConfiguration()
	case "battery":
		service, err := diagnostics.New(device)
		if err != nil {
			return nil, err
		}
		defer service.Close()
		return service.Battery()
	default:
		return none, nil
	}
}
