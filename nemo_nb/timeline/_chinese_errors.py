"""What is said when something is wrong, in Chinese; part of the table in `_chinese`."""

ERRORS = {
    # What was typed cannot be meant
    "There is nothing to send.": "没有可以发送的内容。",
    "Say what you want: %%nemo add calm lo-fi. All commands: %nemo help": (
        "说出想要的效果：%%nemo 加一段轻松的 lo-fi。所有命令：%nemo help"
    ),
    "{value} is not a variable's name.": "{value} 不是变量名。",
    "For example: -o reply": "例如：-o reply",
    "Which project?": "哪个项目？",
    "%nemo projects lists them: %nemo open ID": "%nemo projects 列出所有项目：%nemo open 编号",
    "Which export?": "哪次导出？",
    "%nemo renders lists them: %nemo resume ID": "%nemo renders 列出所有导出：%nemo resume 编号",
    "Which file?": "哪个文件？",
    "%nemo upload trip.mp4, or a web address.": "%nemo upload trip.mp4，或一个网址。",
    "There is no command {word}.": "没有 {word} 这个命令。",
    "{meant} To say it to the service: %%nemo {word}": "{meant} 要把它发送给服务：%%nemo {word}",
    "All commands: %nemo help. To say it to the service: %%nemo {word}": (
        "所有命令：%nemo help。要把它发送给服务：%%nemo {word}"
    ),
    'Options: {names}. Put "--" before text.': "可用选项：{names}。文字前请加“--”。",
    "Did you mean {word}?": "是不是想输入 {word}？",
    "{name} needs a value.": "{name} 需要一个值。",
    "There is no option {name}.": "没有 {name} 这个选项。",
    "There is no service {where}.": "没有 {where} 这个服务。",
    "%nemo connect local, %nemo connect cloud, or an address that begins with https://": (
        "%nemo connect local、%nemo connect cloud，或以 https:// 开头的网址"
    ),
    "There is no skill {name}.": "没有 {name} 这个技能。",
    "Skills: {names}": "技能：{names}",
    "Use one of: {names}.": "可选：{names}。",
    "This project is on this computer only, so there is no page to open.": (
        "这个项目只在这台电脑上，没有可以打开的网页。"
    ),
    "%nemo panel shows it with buttons; %nemo connect cloud starts one at NemoVideo.": (
        "%nemo panel 用按钮操作；%nemo connect cloud 在 NemoVideo 新建项目。"
    ),
    # What the service refuses
    "The local engine": "本地引擎",
    "{service} does not accept the token you gave.": "{service} 不接受你提供的令牌。",
    "Check NEMO_TOKEN, or leave it out to go on without an account.": (
        "请检查 NEMO_TOKEN，或去掉它，不用账户继续。"
    ),
    "{service} refused to sign us in.": "{service} 拒绝登录。",
    "Try again later, or set NEMO_TOKEN.": "请稍后再试，或设置 NEMO_TOKEN。",
    "This project does not exist (any more); its old timeline is gone.": (
        "这个项目已不存在，原来的时间线也没有了。"
    ),
    "Start a new project and upload the material again.": "请新建项目并重新上传素材。",
    "{service} has no credits left for this account. Your timeline is safe.": (
        "{service} 账户的积分已用完。时间线完好无损。"
    ),
    "Register to continue: {address}": "注册后继续：{address}",
    "Top up at {address}": "充值：{address}",
    "Upgrade at {address}": "升级：{address}",
    "This account's plan does not include exports. It is not about credits.": (
        "当前账户的套餐不包含导出，与积分无关。"
    ),
    "{service} asks us to slow down.": "{service} 要求放慢速度。",
    "Wait a minute, then try again.": "请等一分钟再试。",
    "{name} is empty.": "{name} 是空文件。",
    "Choose a file with something in it.": "请选择有内容的文件。",
    "{name} is not a video, picture or sound file.": "{name} 不是视频、图片或声音文件。",
    "{name} cannot be read as a video, picture or sound file: {error}.": (
        "无法把 {name} 当作视频、图片或声音文件读取：{error}。"
    ),
    "Use {formats}.": "请使用 {formats}。",
    "{name} has {size} MB; the limit is {limit} MB.": "{name} 有 {size} MB，上限是 {limit} MB。",
    "{name} is larger than the limit of {limit} MB.": "{name} 超过了 {limit} MB 的上限。",
    "Compress or trim it first.": "请先压缩或裁剪。",
    "The limit is {limit} MB. Compress or trim it first.": "上限是 {limit} MB。请先压缩或裁剪。",
    "There is no file {path}.": "没有 {path} 这个文件。",
    "Looked in {folder}. Check the name and the folder.": "查找位置：{folder}。请检查文件名和文件夹。",
    "{path} is a folder.": "{path} 是文件夹。",
    "Name the files inside it.": "请指明其中的文件。",
    "{path} cannot be read: {error}.": "无法读取 {path}：{error}。",
    "{path} cannot be written: {error}.": "无法写入 {path}：{error}。",
    "There is no folder {path}.": "没有 {path} 这个文件夹。",
    "Create it first, or name another place.": "请先新建文件夹，或换一个位置。",
    "There is nothing to export yet.": "还没有可以导出的内容。",
    "Upload a clip or describe an edit first.": "请先上传视频，或说出想做的修改。",
    "Upload a clip or ask for music first.": "请先上传视频，或要求配乐。",
    "The export was cancelled.": "导出已取消。",
    "Your timeline is safe.": "时间线完好无损。",
    "The export failed: {error}": "导出失败：{error}",
    "The export failed.": "导出失败。",
    "Your timeline is safe; try the export again, or change the last edit.": (
        "时间线完好无损。请再试一次导出，或修改上一步。"
    ),
    "The service does not know this export (any more).": "服务已找不到这次导出。",
    "Start it again with export().": "请重新导出。",
    "The export has made no progress for a long time.": "导出很久没有进展。",
    "It may still finish: look again with resume({job}).": (
        "它可能还会完成：稍后用 %nemo resume {job} 查看。"
    ),
    "Download: the connection broke again and again.": "下载：连接反复中断。",
    "The export itself is safe: fetch it later with resume({job}).": (
        "导出本身已完成：稍后用 %nemo resume {job} 取回。"
    ),
    "Start it again.": "请重新导出。",
    "The service no longer knows this export.": "服务已找不到这次导出。",
    "There is nothing to upload.": "没有可以上传的内容。",
    "Name at least one file.": "请至少指定一个文件。",
    "A {kind} cannot be uploaded.": "无法上传 {kind}。",
    "{name} is open as text.": "{name} 是以文本方式打开的。",
    "Open it with mode 'rb'.": "请用 'rb' 模式打开。",
    "Only http and https addresses can be uploaded.": "只能上传 http 或 https 网址。",
    "{name} became shorter while it was being sent.": "{name} 在发送过程中变短了。",
    "{name} grew while it was being sent.": "{name} 在发送过程中变长了。",
    "Try again when it is finished.": "请等它写完再试。",
    "{name} is no ordinary file.": "{name} 不是普通文件。",
    "{path} cannot be written to.": "无法写入 {path}。",
    "Name another place.": "请换一个位置。",
    "Check the name and the folder.": "请检查文件名和文件夹。",
    "{start} Check the name and the folder.": "{start} 请检查文件名和文件夹。",
    "Looked in {folder}.": "查找位置：{folder}。",
    "Try again.": "请再试一次。",
    "The panel's page is not built.": "面板页面尚未构建。",
    # The network and the engine
    "Chat": "对话",
    "Upload": "上传",
    "Download": "下载",
    "Starting a project": "新建项目",
    "Signing in": "登录",
    "Reading the timeline": "读取时间线",
    "Reading the credits": "读取积分",
    "Making the project's link": "生成项目链接",
    "Looking at the export": "查看导出",
    "Cancelling the export": "取消导出",
    "The service's address must begin with https:// or http://.": "服务网址必须以 https:// 或 http:// 开头。",
    "The local engine could not start: {error}.": "本地引擎无法启动：{error}。",
    "The local engine cannot use {folder}: {error}.": "本地引擎无法使用 {folder}：{error}。",
    "The local engine cannot write {path}: {error}.": "本地引擎无法写入 {path}：{error}。",
    "Set NEMO_ENGINE_HOME.": "请设置 NEMO_ENGINE_HOME。",
    "{call}: {service} did not answer in time.": "{call}：{service} 没有及时回应。",
    "Try again in a moment.": "请稍后再试。",
    "{call}: {service} could not be reached.": "{call}：无法连接 {service}。",
    "Check the network, then try again.": "请检查网络后再试。",
    "{call}: the connection to {service} broke.": "{call}：与 {service} 的连接中断了。",
    "Check what has arrived (status) before trying again.": (
        "再试之前，请先用 %nemo status 查看已经到达的内容。"
    ),
    "{call}: the local engine stopped. Your project is safe.": "{call}：本地引擎停止了。项目完好无损。",
    "Run it again: it starts by itself.": "请再运行一次：引擎会自动启动。",
    "The local engine stopped before the edit was done.": "本地引擎在修改完成之前停止了。",
    "Your project is safe; run the message again.": "项目完好无损，请再运行一次。",
    "The service's address must look like https://example.com or http://localhost:8000.": (
        "服务网址应形如 https://example.com 或 http://localhost:8000。"
    ),
    "This computer's settings for proxies or certificates cannot be used.": (
        "这台电脑的代理或证书设置无法使用。"
    ),
    "The local engine needs a Python of its own.": "本地引擎需要独立的 Python。",
    "Set sys.executable to one.": "请把 sys.executable 设为一个 Python。",
    "{name} holds characters that cannot be sent.": "{name} 含有无法发送的字符。",
    "The local engine could not start.": "本地引擎无法启动。",
    "The service stopped before it was done: {said}": "服务中途停止：{said}",
    "Part of it is on the timeline: check it before trying again.": (
        "部分修改已经在时间线上：再试之前请先查看。"
    ),
    # What an export can be
    "There is no export as {name}.": "不能导出为 {name}。",
    "Formats: {names}.": "可用格式：{names}。",
    "There is no quality {name}.": "没有 {name} 这种质量。",
    "Use {names}.": "请使用 {names}。",
    "{name} cannot be the name of a {format} export.": "{name} 不能作为 {format} 导出的文件名。",
    "Name it with {ending}, or leave the name out.": "请以 {ending} 结尾，或不写文件名。",
    "{service} exports MP4 in high quality only, not {format}.": (
        "{service} 只能导出高质量 MP4，不能导出 {format}。"
    ),
    "Export an MP4 there; the local engine makes the others: %nemo connect local": (
        "请在那里导出 MP4；其他格式可用本地引擎：%nemo connect local"
    ),
}
