// What the panel itself says, in the language that the kernel speaks. What the service says arrives in its own.

const english = {
  language: "en",
  panel: "Nemo, video editing by conversation",
  conversation: "Conversation",
  you: "You",
  nemo: "Nemo",
  problem: "Problem",
  ask: "Say what to make or change",
  askHint: "For example “add calm lo-fi”",
  send: "Send",
  examples: "Examples",
  start: "Add a clip, then say what it needs.",
  drop: "Drop a clip here",
  dropNow: "Drop to upload",
  choose: "Choose a file",
  takes: (formats: string, limit: string) => `${formats}, up to ${limit}`,
  wrongFormat: (name: string) => `${name} is not a video, picture or sound file.`,
  use: (formats: string) => `Use ${formats}.`,
  tooLarge: (name: string, size: string, limit: string) => `${name} is ${size}; the limit is ${limit}.`,
  empty: (name: string) => `${name} is empty.`,
  shorten: "Trim or compress it, then add it again.",
  chooseAnother: "Choose another file.",
  stalled: "The connection to the kernel is slow or gone. The upload goes on when it is back.",
  timeline: "Timeline",
  noTimeline: "Nothing on the timeline yet.",
  playhead: "Playhead",
  zoom: "Zoom",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  export: "Export",
  exportHint: "Make the video file",
  cancel: "Cancel",
  cancelling: "Cancelling…",
  progress: "Progress",
  player: "Exported video",
  renders: (count: number) => (count === 1 ? "1 export" : `${count} exports`),
  gone: (project: string) =>
    `The kernel has stopped. ${project ? `Run %nemo open ${project}, then this cell, to go on.` : "Run this cell again."}`,
  download: "Download",
  loading: (per: number) => `Loading the video, ${per} %`,
  cannotPlay: "This browser cannot play the video. Download it instead.",
  noVideo: "Your clip. After an export the video plays here.",
};

export type Words = typeof english;

const chinese: Words = {
  language: "zh",
  panel: "Nemo，用对话剪辑视频",
  conversation: "对话",
  you: "你",
  nemo: "Nemo",
  problem: "问题",
  ask: "说说要做什么或改什么",
  askHint: "例如“加一段舒缓的 Lo-fi”",
  send: "发送",
  examples: "示例",
  start: "先添加素材，再说说它需要什么。",
  drop: "把素材拖到这里",
  dropNow: "松开即可上传",
  choose: "选择文件",
  takes: (formats, limit) => `${formats}，最大 ${limit}`,
  wrongFormat: (name) => `${name} 不是视频、图片或声音文件。`,
  use: (formats) => `请使用 ${formats}。`,
  tooLarge: (name, size, limit) => `${name} 为 ${size}，上限是 ${limit}。`,
  empty: (name) => `${name} 是空文件。`,
  shorten: "请裁剪或压缩后再添加。",
  chooseAnother: "请选择另一个文件。",
  stalled: "与内核的连接缓慢或已断开，恢复后会继续上传。",
  timeline: "时间线",
  noTimeline: "时间线上还没有内容。",
  playhead: "播放位置",
  zoom: "缩放",
  zoomIn: "放大",
  zoomOut: "缩小",
  export: "导出",
  exportHint: "生成视频文件",
  cancel: "取消",
  cancelling: "正在取消…",
  progress: "进度",
  player: "导出的视频",
  renders: (count) => `${count} 个导出`,
  gone: (project) => `内核已停止。${project ? `先运行 %nemo open ${project}，再运行这个单元格即可继续。` : "请重新运行这个单元格。"}`,
  download: "下载",
  loading: (per) => `正在载入视频，${per} %`,
  cannotPlay: "浏览器无法播放这个视频，请下载后观看。",
  noVideo: "这是你的素材。导出后视频会在这里播放。",
};

export function wordsFor(language: string): Words {
  return language === "zh" ? chinese : english;
}

/** The language of the page around the panel, as far as we speak it. */
export function pageLanguage(): string {
  return (document.documentElement.lang || navigator.language).toLowerCase().startsWith("zh") ? "zh" : "en";
}
