/** What is asked of a phone over a stream: commands in its shell, files, a restart. The same over a cable of ours and over an adb server. */
@NullMarked
package org.wangchuan.engine.adb.service;

import org.jspecify.annotations.NullMarked;
