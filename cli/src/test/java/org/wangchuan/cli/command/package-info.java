@NullMarked
package org.wangchuan.cli.command;

import org.jspecify.annotations.NullMarked;
