using Yingke.Server.Commands;

return await Root.Invoke(args);
