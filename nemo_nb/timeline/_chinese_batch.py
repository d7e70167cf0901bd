"""Our words about batches, in Chinese; part of the table in _chinese.py."""

BATCH = {
    # How far it is
    "do many files: a line each, or --from a table": "处理多个文件：每行一个，或用 --from 指定表格",
    "{done} of {total} done": "已完成 {done}/{total}",
    "{count} failed": "{count} 个失败",
    "{count} to come": "还有 {count} 个",
    "{count} wait": "{count} 个等待中",
    "and {count} more": "另有 {count} 个",
    "All {total} done.": "全部 {total} 个已完成。",
    "Run the same cell again to go on with the rest.": "再次运行同一单元格即可继续其余部分。",
    "Add the same files again to go on with the rest.": "再次添加相同的文件即可继续其余部分。",
    "Go on": "继续",
    "“Go on” does the rest.": "按“继续”即可完成其余部分。",
    "Making {count} videos": "正在制作 {count} 个视频",
    "{count} files: {words}": "{count} 个文件：{words}",
    "Uploading {count} files": "正在上传 {count} 个文件",
    "Opening {name}": "正在打开 {name}",
    "{name} is open. Say what to change.": "{name} 已打开，请说要改什么。",
    "This job has no project at this service.": "这个任务在此服务中没有项目。",
    "Run the batch again first.": "请先再次运行批处理。",
    "This is not a row of a batch.": "这不是批处理中的一行。",
    "For example: client.reopen(table.iloc[0])": "例如：client.reopen(table.iloc[0])",
    "The videos are in {folder}": "视频在 {folder}",
    "File": "文件",
    "What was done": "结果",
    "Status": "状态",
    "Seconds": "秒",
    "done": "完成",
    "unchanged": "未改动",
    "invalid": "无法开始",
    "waiting": "等待中",
    "failed": "失败",
    "running": "进行中",
    "reading": "正在读取",
    "listening": "正在听",
    "composing": "正在作曲",
    "rendering": "正在渲染",
    "saving": "正在保存",
    "starting": "正在开始",
    "uploading": "正在上传",
    "editing": "正在编辑",
    "downloading": "正在下载",
    "waiting for memory": "正在等待内存",
    "looking for the answer": "正在查看上次的结果",
    "{done} of {total} are done. Run the same again to go on with the rest.": (
        "已完成 {done}/{total}。再次运行即可继续其余部分。"
    ),
    "About {needed} credits are needed and {left} are left: what they are not enough for will wait.": (
        "大约需要 {needed} 积分，还剩 {left}：不够的部分会等待。"
    ),
    # What can be wrong with the cell
    "There is no table {name}.": "没有名为 {name} 的表格。",
    "There is no executor {name}.": "没有名为 {name} 的执行器。",
    "Give the name of a DataFrame with the columns file and instruction.": (
        "请给出一个含有 file 和 instruction 列的 DataFrame 的名字。"
    ),
    "Give the name of a variable.": "请给出一个变量的名字。",
    "This line is not a job: {line}": "这一行不是任务：{line}",
    "Write one job a line: clip.mp4: add calm lo-fi -> out.mp4": (
        "每行写一个任务：clip.mp4: 加轻松的 lo-fi -> out.mp4"
    ),
    "{flag} needs a whole number above 0.": "{flag} 需要一个大于 0 的整数。",
    # Errors
    "{name} exists already.": "{name} 已经存在。",
    "Move it away, or name another output.": "请移走它，或换一个输出名。",
    "A {kind} is not a list of jobs.": "{kind} 不是任务列表。",
    "A batch takes files, not web addresses.": "批处理只接受文件，不接受网址。",
    "Download it first.": "请先下载。",
    "Check the folder's name.": "请检查文件夹名称。",
    "Let its name end with .mp4.": "请让文件名以 .mp4 结尾。",
    "{name}: a video is an mp4 file.": "{name}：视频应为 mp4 文件。",
    "The table has no columns “file” and “instruction”.": "表格没有“file”和“instruction”列。",
    "There are no jobs.": "没有任务。",
    "There is neither a file nor an instruction.": "既没有文件，也没有指令。",
    "There is no instruction for {name}.": "{name} 没有指令。",
    "{name} holds no video, picture or sound file.": "{name} 中没有视频、图片或声音文件。",
    'For example: batch(files, "add calm lo-fi")': '例如：batch(files, "加轻松的 lo-fi")',
    "A job is (file, instruction), (file, instruction, output), or a dict with these names.": (
        "一个任务是 (file, instruction)、(file, instruction, output)，或含有这些名字的 dict。"
    ),
    "This is not a job: {row}.": "这不是一个任务：{row}。",
    "{name} is the output of another job as well.": "{name} 也是另一个任务的输出。",
    "{name} is one of the files to work on. Name another output.": (
        "{name} 是要处理的文件之一。请换一个输出名。"
    ),
    "Run the batch again.": "请再次运行批处理。",
    "{name} did not arrive whole.": "{name} 没有完整到达。",
    "{name} is {is} s long instead of {told} s.": "{name} 长 {is} 秒，而不是 {told} 秒。",
    "A worker died {count} times in the middle of this.": "处理途中工作进程中断了 {count} 次。",
    "It may need more memory than there is.": "可能需要的内存超过了现有的。",
    "The workers are gone ({error}).": "工作进程已不在（{error}）。",
    "Run the batch again with new ones.": "请用新的工作进程再次运行批处理。",
    "Move it away, or name another one.": "请移走它，或指定另一个。",
    "The batch's journal {path} cannot be used: {error}.": "批处理的日志 {path} 无法使用：{error}。",
    "This batch is already running.": "这个批处理已在运行。",
    "Wait for it, or give this one another output_dir.": "请等它结束，或给这次换一个 output_dir。",
    "Split the file, or use a computer with more memory.": "请拆分文件，或换一台内存更大的电脑。",
    "These files have {size} GB; the kernel's disk has room for {free} GB.": (
        "这些文件共 {size} GB；内核的磁盘还有 {free} GB 空间。"
    ),
    "%%nemo batch works on files where they lie.": "%%nemo batch 可直接处理原处的文件。",
    "This needs about {size} GB of memory; {free} GB are free.": "大约需要 {size} GB 内存；可用 {free} GB。",
    "The answer was lost, and the timeline has not changed so far.": "回答丢失了，时间线目前没有变化。",
    "Run the batch again: it looks once more before anything is sent.": (
        "请再次运行批处理：它会先查看，再决定是否发送。"
    ),
}
