/** The bodies of the commands that check: receipts, evidence, trust lists, logs. Nothing here can sign or erase. */
@NullMarked
package org.wangchuan.cli.check;

import org.jspecify.annotations.NullMarked;
