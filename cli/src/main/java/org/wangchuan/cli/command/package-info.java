/** The command tree: options, help, and nothing else; each command hands a request to its service. */
@NullMarked
package org.wangchuan.cli.command;

import org.jspecify.annotations.NullMarked;
